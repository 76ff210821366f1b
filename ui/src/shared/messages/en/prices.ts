// A basket whose products cost something else by now, in English.
import { plurals } from "../plurals";

const plural = plurals("en");

export const prices = {
  changed: (n: number, count: string) =>
    plural(n, {
      one: "One line costs something else by now. It keeps its price.",
      other: `${count} lines cost something else by now. They keep their prices.`,
    }),
  look: "Look",
};
