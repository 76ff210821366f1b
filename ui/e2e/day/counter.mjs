// What else happens at a counter in a day, until the shift closes.
import { strictEqual as equal, ok } from "node:assert";
import { FLOAT } from "./day.mjs";

export const counter = (day) => [
  [
    "a till is open in one window only, and a window needs a display",
    async () => {
      const second = await day.shop.startRegister({});
      equal(second.code, 1);
      ok(second.said.includes("open in another window"), second.said);
      const blind = await day.shop.startRegister({ DISPLAY: "" });
      equal(blind.code, 3);
      ok(blind.said.includes("no display"), blind.said);
    },
  ],
  [
    "another price needs its reason",
    async () => {
      const product = day.shop.goods[3];
      await day.scan(product);
      await day.at("line-1");
      await day.hands.action(day.page, { id: "price", key: "F4" });
      await day.at("set-price");
      await day.press("set-price");
      await day.at("sheet-message");
      await day.see("price-refused");
      equal(await day.minor("total"), product.pence, "the basket is as it was");
      await day.fill("reason", "Box damaged");
      await day.press("set-price");
      await day.says("line-1", "Box damaged");
      await day.see("price-changed");
    },
  ],
  [
    "the keys are a key away",
    async () => {
      await day.hands.help(day.page);
      await day.at("keys-sheet");
      await day.see("keys");
      await day.hands.leave(day.page);
    },
  ],
  [
    "a basket is given up only when somebody says so twice",
    async () => {
      await day.hands.action(day.page, { id: "void", key: "Delete", held: "Shift" });
      await day.at("confirm-void");
      await day.see("void");
      await day.press("confirm-void");
      await day.at("last-sale");
    },
  ],
  [
    "only a supervisor takes goods back without a receipt",
    async () => {
      await day.hands.action(day.page, { id: "refund", key: "F8" });
      if (!day.staff.supervisor) {
        await day.says("message", "supervisor");
        await day.see("refund-refused");
        return;
      }
      await day.scan(day.shop.goods[40]);
      await day.at("line-1");
      await day.hands.pay(day.page);
      await day.at("take-cash");
      day.sold.push(await day.minor("due"));
      await day.see("refund-payment");
      await day.press("take-cash");
      await day.at("next-customer");
      await day.see("refund-done");
      await day.agree();
      await day.hands.next(day.page);
      await day.at("tiles");
    },
  ],
  [
    "the shift closes, and the drawer agrees",
    async () => {
      await day.hands.action(day.page, { id: "shift", key: "F10" });
      await day.at("shift-report");
      await day.fill("counted", ((FLOAT + day.taken()) / 100).toFixed(2));
      await day.see("close-shift");
      await day.press("close-shift");
      await day.at("next-shift");
      equal(await day.minor("difference"), 0);
      await day.see("shift-closed");
    },
  ],
  [
    "these hands were the only ones",
    async () => {
      const points = await day.points();
      if (day.hands.name === "keyboard") equal(points, 0, "no pointer was used");
      else ok(points > 0, "the pointer was used");
    },
  ],
];
