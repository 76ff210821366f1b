// Prices that change while a basket is held, and while one is open. The server has to be there to say so.
import { strictEqual as equal } from "node:assert";
import { strike } from "../hands/strike.mjs";
import { until } from "../world/until.mjs";
import { hold, resume } from "./holding.mjs";
import { pay } from "./tenders.mjs";

/** Within so many seconds an online register has heard of a change; on a busy computer the import itself takes longer. */
const SOON = 5;

export const prices = (day) => [
  [
    "what changed while a basket was held is shown line by line before anybody pays",
    async () => {
      const [kept, taken] = [day.shop.goods[411], day.shop.goods[412]];
      const dearer = { ...taken, pence: taken.pence + 55 };
      await day.scanAll([kept, taken]);
      await hold(day, "Mr Patel");
      await day.shop.reprice([{ ...kept, pence: kept.pence + 40 }, dearer]);
      await sellsAt(day, dearer);
      await resume(day, "Mr Patel");
      await day.at("changes-sheet");
      await day.see("resumed-with-changes");
      await day.press("take-2");
      await until("it is taken", async () => (await day.attribute("change-2", "data-decision")) === "taken");
      await day.see("changes-decided");
      await day.press("changes-done");
      await day.gone("changes-sheet");
      const total = kept.pence + dearer.pence;
      await until("one price is the new one", async () => (await day.minor("total")) === total);
      equal((await pay(day, [{ by: "cash", how: "note" }])).gross, total);
    },
  ],
  [
    "an open basket says that a line costs something else by now, and keeps its price",
    async () => {
      const product = day.shop.goods[420];
      await day.scan(product);
      await day.lines(1);
      await day.shop.reprice([{ ...product, pence: product.pence + 25 }]);
      await until(
        "it says so",
        async () => Number(await day.attribute("price-notice", "data-lines")) === 1,
        SOON,
      );
      await day.see("price-notice");
      await day.press("look-at-prices");
      await day.at("changes-sheet");
      await day.press("changes-done");
      await day.gone("changes-sheet");
      equal((await pay(day, [{ by: "cash", how: "exact" }])).gross, product.pence);
    },
  ],
];

/** Waits until a search finds a product at its new price. */
async function sellsAt(day, product) {
  const price = (product.pence / 100).toFixed(2);
  await day.hands.search(day.page, product.code);
  await day.says(`result-${product.code}`, price);
  await strike(day.page, [...product.code].fill("Backspace"));
  await day.at("tiles");
}
