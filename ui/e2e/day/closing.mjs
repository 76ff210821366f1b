// The end of the shift: the drawer is counted blind, a wrong count is seen, and the Z report agrees.
import { strictEqual as equal, deepStrictEqual as same } from "node:assert";
import { reportOf } from "../world/report.mjs";
import { until } from "../world/until.mjs";
import { FLOAT, sum } from "./day.mjs";
import { cashOf, turnover } from "./turnover.mjs";

/** What is missing in the first count, in pence. */
const MISCOUNTED = 150;

export const closing = (day) => [
  [
    "a count that is short says by how much, and the shift does not close without a reason",
    async () => {
      await day.action("shift", "F10");
      await day.at("shift-report");
      await day.fill("counted", ((day.drawer() - MISCOUNTED) / 100).toFixed(2));
      await day.see("blind-count");
      await day.press("count-drawer");
      await day.at("difference");
      equal(await day.minor("difference"), -MISCOUNTED);
      await day.see("count-is-short");
      equal(await day.attribute("close-shift", "aria-disabled"), "true");
    },
  ],
  [
    "counted again it agrees, the shift closes, and the Z report is what the receipts come to",
    async () => {
      await day.press("count-again");
      await day.type("counted", (day.drawer() / 100).toFixed(2));
      await day.press("count-drawer");
      await until("it agrees", async () => (await day.attribute("difference", "data-minor")) === "0");
      await day.see("count-agrees");
      await day.press("close-shift");
      await day.at("next-shift");
      await day.see("z-report");
      day.z = await reportOf(day.page);
      const cash = cashOf(day.receipts);
      const paid = (way) => sum(day.moved.filter(way));
      same(day.z.turnover, turnover(day.receipts));
      same(day.z.drawer, {
        float: FLOAT,
        cash,
        paidIn: paid((amount) => amount > 0),
        paidOut: paid((amount) => amount < 0),
        expected: day.drawer(),
        counted: day.drawer(),
        difference: 0,
      });
      equal(day.z.perpetual, day.z.turnover.salesGross, "it is the register's first shift");
    },
  ],
];
