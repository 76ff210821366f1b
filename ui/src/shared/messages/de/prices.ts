// Ein Bon, dessen Artikel inzwischen etwas anderes kosten, auf Deutsch.
import type { prices as english } from "../en/prices";
import { plurals } from "../plurals";

const plural = plurals("de");

export const prices: typeof english = {
  changed: (n, count) =>
    plural(n, {
      one: "Eine Zeile kostet inzwischen etwas anderes. Sie behält ihren Preis.",
      other: `${count} Zeilen kosten inzwischen etwas anderes. Sie behalten ihre Preise.`,
    }),
  look: "Ansehen",
};
