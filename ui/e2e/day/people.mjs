// Who is at the register: lock, unlock, and somebody else in between, with goods in the basket all the while.
import { strictEqual as equal, ok } from "node:assert";
import { CASHIER, SUPERVISOR } from "./day.mjs";
import { pay } from "./tenders.mjs";

export const people = (day) => [
  [
    "a locked register opens with the right PIN alone, and the basket is as it was",
    async () => {
      await day.scanAll([430, 431].map((at) => day.shop.goods[at]));
      const total = await day.minor("total");
      await day.hands.lock(day.page);
      await day.at("pin");
      await day.see("locked");
      await day.pin(CASHIER, "1111");
      await day.says("message", "Wrong PIN");
      await day.see("locked-wrong-pin");
      await day.pin(CASHIER);
      await day.at("tiles");
      await day.lines(2);
      equal(await day.minor("total"), total);
    },
  ],
  [
    "the supervisor takes over, sells what is in the basket and stands on its receipt",
    async () => {
      await day.choose("staff", "F12", "Shift");
      await day.at("people-sheet");
      await day.pin(SUPERVISOR);
      await day.gone("people-sheet");
      await day.says("staff", SUPERVISOR.name);
      await day.lines(2);
      const receipt = await pay(day, [{ by: "cash", how: "note" }]);
      ok(receipt.foot.includes(SUPERVISOR.name), receipt.foot);
    },
  ],
  [
    "the cashier comes back over the locked screen",
    async () => {
      await day.hands.lock(day.page);
      await day.at("pin");
      await day.pin(CASHIER);
      await day.at("tiles");
      await day.says("staff", CASHIER.name);
    },
  ],
];
