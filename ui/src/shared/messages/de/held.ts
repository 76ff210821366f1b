// Geparkte Warenkörbe und Preise, die sich inzwischen geändert haben, auf Deutsch.
import type { Messages } from "../en";
import type { heldErrors as English } from "../en/held";
import { plurals } from "../plurals";

const plural = plurals("de");

export const held: Messages["held"] = {
  action: (n, count) => (n === 0 ? "Geparkt" : `Geparkt ${count}`),
  title: "Diesen Warenkorb parken",
  text: "Er wartet hier und an jeder anderen Kasse des Ladens, bis jemand damit weitermacht.",
  name: "Name",
  nameHint: "Für wen oder wofür",
  hold: "Warenkorb parken",
  held: (name) => (name ? `„${name}“ ist geparkt.` : "Der Warenkorb ist geparkt."),
  listTitle: "Geparkte Warenkörbe",
  here: "An dieser Kasse",
  elsewhere: "An anderen Kassen",
  unnamed: "Ohne Namen",
  nothingHere: "Hier ist nichts geparkt. Mit Ware im Warenkorb parkt ihn F7.",
  nothingElsewhere: "An den anderen Kassen ist nichts geparkt.",
  looking: "Der Server wird gefragt …",
  away: "Was andere Kassen geparkt haben, ist ohne Server nicht zu sehen. Hier geparkte Warenkörbe gehen weiter.",
  lines: (n, count) => plural(n, { one: `${count} Zeile`, other: `${count} Zeilen` }),
  justNow: "eben",
  minutes: (n) => `vor ${n} Min.`,
  hours: (n) => `vor ${n} Std.`,
  by: (name) => `von ${name}`,
  forked: "auch anderswo verkauft oder geändert",
  resumed: (name) => (name ? `„${name}“ geht hier weiter.` : "Der Warenkorb geht hier weiter."),
  move: "wählen",
  resume: "damit weitermachen",
  giveUp: "aufgeben",
  giveUpAsk: (name) =>
    `${name ? `„${name}“` : "Diesen Warenkorb"} aufgeben? Noch einmal Entf oder sein Knopf; alles andere behält ihn.`,
  giveUpOne: (name) => (name ? `„${name}“ aufgeben` : "Diesen Warenkorb aufgeben"),
  givenUp: (name) => (name ? `„${name}“ wurde aufgegeben.` : "Der Warenkorb wurde aufgegeben."),
  changesTitle: "Preise haben sich geändert",
  changesText:
    "Seit die Ware erfasst wurde. Jede Zeile behält ihren Preis, wenn Sie den neuen nicht übernehmen.",
  was: (price) => `erfasst zu ${price}`,
  now: (price) => `jetzt ${price}`,
  taxes: "auch die Steuer ist anders",
  gone: "nicht mehr im Verkauf",
  take: (price) => `${price} übernehmen`,
  remove: "Herausnehmen",
  taken: "neuer Preis übernommen",
  removed: "herausgenommen",
  takeAll: "Alle neuen Preise übernehmen",
  done: "Weiter",
};

export const heldErrors: typeof English = {
  basket_taken: (d) => {
    const register = d.register || "einer anderen Kasse";
    if (d.state === "paid")
      return `Dieser Warenkorb wurde schon bezahlt (${register}). Es bleibt nichts mehr zu tun.`;
    if (d.state === "voided")
      return `Dieser Warenkorb wurde aufgegeben (${register}). Erfassen Sie die Ware neu.`;
    return `Dieser Warenkorb wurde schon übernommen (${register}). Dort weitermachen oder die Ware neu erfassen.`;
  },
  basket_stale: (d) =>
    `Dieser Warenkorb ging inzwischen durch andere Hände und ist jetzt geparkt: ${d.register || "andere Kasse"}. Bitte die Liste noch einmal ansehen.`,
  held_elsewhere: () =>
    "Dieser Warenkorb ist an einer anderen Kasse geparkt, und der Server, der ihn übergibt, ist nicht zu erreichen. Dort weitermachen oder die Ware neu erfassen.",
  unknown_held: () =>
    "Diesen geparkten Warenkorb gibt es hier nicht mehr. Bitte die Liste noch einmal ansehen.",
};
