// What else happens at a counter, and needs no sale.
import { strictEqual as equal, ok } from "node:assert";
import { SUPERVISOR } from "./day.mjs";
import { pay } from "./tenders.mjs";

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
      await day.action("price", "F4");
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
      const total = await day.minor("total");
      await day.action("void", "Delete", "Shift");
      await day.at("confirm-void");
      await day.see("void");
      await day.press("confirm-void");
      await day.at("last-sale");
      day.voided.push(total);
    },
  ],
  [
    "only a supervisor takes goods back without a receipt, with a PIN on the spot",
    async () => {
      await day.action("refund", "F8", "Shift");
      await day.at("leave-sheet");
      await day.see("refund-needs-supervisor");
      await day.pin(SUPERVISOR, "0000");
      await day.says("sheet-message", "Wrong PIN");
      await day.see("supervisor-wrong-pin");
      await day.pin(SUPERVISOR);
      await day.gone("leave-sheet");
      await day.scan(day.shop.goods[40]);
      await day.at("line-1");
      await day.see("refund-basket");
      const receipt = await pay(day, [{ by: "out" }], (what) => day.see(`refund-${what}`));
      equal(receipt.gross, -day.shop.goods[40].pence);
    },
  ],
];

/** At the end: who did all that. */
export const hands = (day) => [
  [
    "these hands were the only ones",
    async () => {
      const points = await day.points();
      if (day.hands.name === "keyboard") equal(points, 0, "no pointer was used");
      else ok(points > 0, "the pointer was used");
    },
  ],
];
