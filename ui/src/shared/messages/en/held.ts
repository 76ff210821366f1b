// Held baskets and prices that changed meanwhile, in English.
import type { ErrorFacts } from "../facts";
import { plurals } from "../plurals";

const plural = plurals("en");

export const held = {
  action: (n: number, count: string) => (n === 0 ? "Held" : `Held ${count}`),
  title: "Hold this basket",
  text: "It waits here and at every other register of the shop until somebody goes on with it.",
  name: "Name",
  nameHint: "Who or what it is for",
  hold: "Hold the basket",
  held: (name: string) => (name ? `“${name}” is held.` : "The basket is held."),
  listTitle: "Held baskets",
  here: "At this register",
  elsewhere: "At other registers",
  unnamed: "No name",
  nothingHere: "Nothing is held here. With goods in the basket, F7 holds it.",
  nothingElsewhere: "Nothing is held at the other registers.",
  looking: "Asking the server…",
  away: "What other registers hold can't be seen while the server is away. Baskets held here can be resumed.",
  lines: (n: number, count: string) => plural(n, { one: `${count} line`, other: `${count} lines` }),
  justNow: "just now",
  minutes: (n: number) => `${n} min ago`,
  hours: (n: number) => `${n} h ago`,
  by: (name: string) => `by ${name}`,
  forked: "also sold or changed elsewhere",
  resumed: (name: string) => (name ? `“${name}” goes on here.` : "The basket goes on here."),
  move: "choose",
  resume: "go on with it",
  giveUp: "give up",
  giveUpAsk: (name: string) =>
    `Give up ${name ? `“${name}”` : "this basket"}? Press Delete again, or its button; anything else keeps it.`,
  giveUpOne: (name: string) => (name ? `Give up “${name}”` : "Give this basket up"),
  givenUp: (name: string) => (name ? `“${name}” was given up.` : "The basket was given up."),
  changesTitle: "Prices have changed",
  changesText: "Since the goods were rung up. Every line keeps its price unless you take the new one.",
  was: (price: string) => `rung up at ${price}`,
  now: (price: string) => `now ${price}`,
  taxes: "tax changed too",
  gone: "no longer sold",
  take: (price: string) => `Take ${price}`,
  remove: "Take it out",
  taken: "new price taken",
  removed: "taken out",
  takeAll: "Take all new prices",
  done: "Go on",
};

export const heldErrors = {
  basket_taken: (d: ErrorFacts) => {
    const register = d.register || "another register";
    if (d.state === "paid") return `This basket was already paid at ${register}. Nothing is left to do.`;
    if (d.state === "voided") return `This basket was given up at ${register}. Ring the goods up anew.`;
    return `This basket was already taken at ${register}. Go on there, or ring the goods up anew.`;
  },
  basket_stale: (d: ErrorFacts) =>
    `This basket has gone through other hands and is held at ${d.register || "another register"} now. Look at the list again.`,
  held_elsewhere: () =>
    "This basket is held at another register, and the server that hands it over can't be reached. Go on at that register, or ring the goods up anew.",
  unknown_held: () => "This register holds no such basket any more. Look at the list again.",
};
