// Goods that come back against their receipts: a part, the rest, nothing more than was sold; and exchanges.
import { strictEqual as equal, ok } from "node:assert";
import { until } from "../world/until.mjs";
import { pay } from "./tenders.mjs";

export const goodsBack = (day) => [
  [
    "five of twelve come back, then the rest, and to the penny what was paid",
    async () => {
      const sold = day.listed[18];
      const returned = (what) => what === "payment" && day.see("return-to-card");
      await find(day, sold);
      await day.see("return-found");
      await day.hands.more(day.page, 1, 5);
      await until("what they are worth is shown", async () => (await worth(day)) !== "");
      await day.see("return-chosen");
      await bringBack(day, 1);
      const part = await pay(day, [{ by: "out" }]);
      ok(part.lines[0] < 0 && part.lines[0] > -sold.gross, "a part of it");
      await find(day, sold);
      await day.says("return-line-1", "came back already");
      await day.choose("return-all", "F2");
      await bringBack(day, 1);
      const rest = await pay(day, [{ by: "card" }], returned);
      equal(part.gross + rest.gross, -sold.gross, "the parts are the whole");
      equal(part.tax + rest.tax, -sold.tax);
    },
  ],
  [
    "nothing comes back twice",
    async () => {
      await find(day, day.listed[18]);
      await day.at("nothing-left");
      await day.see("return-nothing-left");
      await day.choose("back-to-basket", "Escape");
      await day.at("tiles");
    },
  ],
  [
    "an exchange for something dearer pays the difference in",
    async () => {
      const sold = day.listed[0];
      await find(day, sold);
      await day.choose("return-all", "F2");
      await bringBack(day, 1);
      await day.scan(day.shop.goods[470]);
      await day.lines(2);
      const paid = (what) => what === "done" && day.see("exchange-done");
      await day.see("exchange-basket");
      const receipt = await pay(day, [{ by: "card" }], paid);
      equal(receipt.gross, day.shop.goods[470].pence - sold.gross);
    },
  ],
  [
    "an exchange for something cheaper pays the difference out",
    async () => {
      const sold = day.listed[22];
      await find(day, sold);
      await day.hands.more(day.page, 2, 1);
      await bringBack(day, 1);
      await day.scan(day.shop.goods[389]);
      await day.lines(2);
      const receipt = await pay(day, [{ by: "out" }]);
      equal(receipt.gross, day.shop.goods[389].pence - sold.lines[1]);
    },
  ],
  [
    "weighed goods come back as they were weighed",
    async () => {
      const sold = day.listed[19];
      await find(day, sold);
      await day.choose("return-all", "F2");
      await bringBack(day, sold.lines.length);
      const receipt = await pay(day, [{ by: "out" }]);
      equal(receipt.gross, -sold.gross);
    },
  ],
];

/** Finds a receipt by its number. */
async function find(day, receipt) {
  await day.action("return", "F8");
  await day.type("receipt-number", receipt.number);
  await day.press("find-receipt");
  await day.at("return-lines");
}

const worth = (day) =>
  day.page.execute(() => document.querySelector('[data-testid="return-worth-1"]').innerText);

/** Puts what is chosen into the basket, which has so many lines then. */
async function bringBack(day, lines) {
  await day.at("bring-back");
  await day.choose("bring-back", "F10");
  await day.at("tiles");
  await day.lines(lines);
}
