// The sale that was just made, as one trace: from the scan at the register to the consumers of its order.
import { ok, deepStrictEqual as same } from "node:assert";
import { until } from "../world/until.mjs";

/** Each span that a sale has at least once, who says so, and under which it lies. */
const STEPS = [
  ["scan", "evertill-register", "basket"],
  ["pay", "evertill-register", "basket"],
  ["push", "evertill-register", "pay"],
  ["ingest", "evertill-server", "pay"],
  ["publish", "evertill-server", "ingest"],
  ["consume ordering.books", "evertill-server", "publish"],
];

export const traced = (day) => [
  [
    "the sale is one trace under its basket's id, from the scan to the books",
    async () => {
      const { collector, till } = day.shop;
      const [{ body }] = await till.ask("select body from journal where kind = 'order.completed.v1'");
      const trace = JSON.parse(body).payload.basket.replaceAll("-", "");
      const mine = () => collector.spans.filter(({ traceId }) => traceId === trace);
      const one = (name) => mine().find((span) => span.name === name);
      await until("every step has told its span", () => one("basket") && STEPS.every(([name]) => one(name)));
      const told = STEPS.map(([name]) => {
        const { service, parentSpanId } = one(name);
        return [name, service, mine().find(({ spanId }) => spanId === parentSpanId)?.name];
      });
      same(told, STEPS);
      ok(!one("basket").parentSpanId, "the basket is the root");
      const scans = mine().filter(({ name }) => name === "scan");
      same(scans.length, 3, "three lines were added");
    },
  ],
];
