// The power goes in mid-basket, and between two tenders. Nothing that was on the screen is lost.
import { strictEqual as equal } from "node:assert";
import { CASHIER } from "./day.mjs";

export const power = (day) => [
  [
    "after a power cut in mid-basket the basket is there, line by line",
    async () => {
      const goods = [450, 451, 452].map((at) => day.shop.goods[at]);
      await day.scanAll(goods);
      const total = await day.minor("total");
      await day.powerCut();
      await day.at("tiles");
      await day.lines(3);
      equal(await day.minor("total"), total);
      for (const [at, product] of goods.entries()) await day.says(`line-${at + 1}`, product.name);
      await day.says("staff", CASHIER.name);
      await day.see("basket-after-power-cut");
    },
  ],
  [
    "after one between two tenders the payment stands as it stood, and is paid once",
    async () => {
      const total = await day.minor("total");
      await day.hands.pay(day.page);
      await day.at("due");
      await day.choose("method-voucher", "F4");
      await day.type("voucher-amount", "3.00");
      await day.fill("voucher-code", "GV-777");
      await day.press("take-voucher");
      await day.at("tender-0");
      await day.powerCut();
      await day.says("tender-0", "£3.00");
      await day.see("payment-after-power-cut");
      await day.choose("method-card", "F3");
      await day.at("card-amount");
      equal(await day.minor("due"), total - 300);
      await day.press("take-card");
      const receipt = await day.done();
      equal(receipt.gross, total);
      equal(receipt.tenders.length, 2);
    },
  ],
];
