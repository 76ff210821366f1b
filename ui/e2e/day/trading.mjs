// The sales of the list, one after the other.
import { strictEqual as equal } from "node:assert";
import { hold, resume } from "./holding.mjs";
import { ring } from "./ringing.mjs";
import { COUNT, comesTo, sales } from "./sales.mjs";
import { pay } from "./tenders.mjs";

export const trading = (day) => [
  ["the list has forty sales", async () => equal(COUNT, 40)],
  ...sales.map((sale, at) => [`sale ${at + 1} of the list: ${wordsOf(sale)}`, () => listed(day, sale, at)]),
];

async function listed(day, sale, at) {
  day.listed[at] = await sell(day, sale);
}

async function sell(day, sale) {
  const look = async (what) => {
    const name = sale.see?.[what];
    if (name) await day.see(name);
  };
  await ring(day, sale);
  await look("basket");
  if (sale.hold) {
    await hold(day, sale.hold, () => day.see("hold"));
    await sell(day, sale.meanwhile);
    await resume(day, sale.hold, () => day.see(day.away ? "held-list-offline" : "held-list"));
    await day.lines(sale.goods.length);
  }
  const receipt = await pay(day, sale.pay, look);
  equal(receipt.gross, comesTo(sale, day.shop.goods), "the receipt says what it comes to");
  return receipt;
}

/** What is special about a sale, in a few words. */
function wordsOf({ goods, off, hold: name, note, pay: tenders }) {
  const lines = goods.flatMap((item) => [
    item.way === "scan" ? "" : "weighed",
    item.off ? "line discount" : "",
    item.price ? "another price" : "",
  ]);
  const basket = [off ? "basket discount" : "", name ? "held and resumed" : "", note ? "note" : ""];
  const paid = tenders.map(({ by }) => by).join(" + ");
  return [...new Set([...lines, ...basket].filter(Boolean)), paid].join(", ");
}
