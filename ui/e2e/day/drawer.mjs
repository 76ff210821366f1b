// The drawer between two sales, and the X report.
import { strictEqual as equal, deepStrictEqual as same } from "node:assert";
import { reportOf } from "../world/report.mjs";
import { sum } from "./day.mjs";
import { turnover } from "./turnover.mjs";

export const drawer = (day) => [
  [
    "cash goes in and out with a reason, and without one it does not",
    async () => {
      await day.action("drawer", "F9");
      await day.at("drawer-sheet");
      await day.fill("drawer-amount", "50.00");
      await day.press("set-drawer");
      await day.at("sheet-message");
      await day.see("drawer-without-reason");
      await day.pick("drawer-reason-0");
      await day.press("set-drawer");
      await day.gone("drawer-sheet");
      await day.says("message", "£50.00");
      day.moved.push(5_000);
      await day.action("drawer", "F9");
      await day.at("drawer-sheet");
      await day.pick("drawer-out");
      await day.fill("drawer-amount", "12.35");
      await day.pick("drawer-reason-1");
      await day.see("drawer-out");
      await day.press("set-drawer");
      await day.gone("drawer-sheet");
      await day.says("message", "£12.35");
      day.moved.push(-1_235);
    },
  ],
  [
    "a drawer that is only opened is noted, too",
    async () => {
      await day.action("drawer", "F9");
      await day.at("drawer-sheet");
      await day.pick("drawer-open");
      await day.pick("drawer-reason-2");
      await day.see("drawer-only-opened");
      await day.press("set-drawer");
      await day.gone("drawer-sheet");
      await day.at("message");
    },
  ],
  [
    "the X report is what the receipts come to, and says nothing of the drawer",
    async () => {
      await day.action("shift", "F10");
      await day.at("shift-report");
      await day.see("x-report");
      const report = await reportOf(day.page);
      same(report.turnover, turnover(day.receipts));
      same(report.voids, { count: day.voided.length, gross: sum(day.voided) });
      same(
        report.moved.map(([, amount]) => amount),
        ["+£50.00", "−£12.35", "drawer opened"],
      );
      equal(report.drawer, undefined);
      await day.choose("back-to-basket", "Escape");
      await day.at("tiles");
    },
  ],
];
