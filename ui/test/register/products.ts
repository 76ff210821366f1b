// A small gift shop to look at and to test with.
import type { ProductHit } from "../../src/platform";

const rows: [string, string, string, number, string?][] = [
  ["85123A", "White hanging heart T-light holder", "Home", 29500],
  ["22423", "Regency cakestand 3 tier", "Kitchen", 127500],
  ["85099B", "Jumbo bag red retrospot", "Bags", 20800],
  ["47566", "Party bunting", "Cards and wrap", 49500],
  ["20725", "Lunch bag red retrospot", "Bags", 16500],
  ["84879", "Assorted colour bird ornament", "Home", 16900],
  ["22720", "Set of 3 cake tins pantry design", "Kitchen", 49500],
  ["21212", "Pack of 72 retrospot cake cases", "Kitchen", 5500],
  ["20727", "Lunch bag black skull", "Bags", 16500],
  ["22457", "Natural slate heart chalkboard", "Home", 29500],
  ["22469", "Heart of wicker small", "Home", 16500],
  ["22960", "Jam making set with jars", "Kitchen", 42500],
  ["82494L", "Wooden picture frame white finish", "Home", 25500],
  ["22086", "Paper chain kit 50's Christmas", "Seasonal", 29500],
  ["22411", "Rex cash and carry jumbo shopper", "Bags", 9500],
  ["22197", "Gumball coat rack", "Home", 25500],
  ["FUDGE", "Fudge, loose", "Kitchen", 145000, "kg"],
  ["GIFTWRAP", "Gift wrap", "Cards and wrap", 10000],
  ["48187", "Doormat union flag", "Home", 79500],
  ["22866", "Hand warmer bird design", "Seasonal", 21000],
  ["47590B", "Spotty bunting", "Cards and wrap", 49500],
  ["23084", "Rabbit night light", "Home", 20800],
  ["22386", "Jumbo bag pink polkadot", "Bags", 20800],
  [
    "21034",
    "Rex cash and carry jumbo shopper with the very long handle and a name nobody can say in one breath",
    "Bags",
    9500,
  ],
];

/** Appends the EAN check digit. */
function ean(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) sum += Number(body[i]) * (i % 2 === 0 ? 1 : 3);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Everything that the test shop sells. */
export const products: readonly ProductHit[] = rows.map(([code, name, category, unitPriceE4, unit], i) => ({
  code,
  name,
  category,
  unit: unit ?? "each",
  unitPriceE4,
  barcode: ean(`5012345${String(67890 + i)}`),
}));

/** Whether the last digit fits the others. */
export const checks = (text: string) => ean(text.slice(0, -1)) === text;
