// A sale online: three ways into the basket, cash, and the books.
import { strictEqual as equal } from "node:assert";
import { until } from "../world/until.mjs";

export const selling = (day) => [
  [
    "a scan, a search and a tile are three lines",
    async () => {
      const { goods } = day.shop;
      const scanned = goods[16];
      await day.scan(scanned);
      await day.says("line-1", scanned.name);
      await day.hands.search(day.page, "botanical lunch teal");
      const found = await first(day, "result-");
      await day.see("search");
      await day.hands.takeResult(day.page, found.code);
      await day.says("line-2", found.name);
      const tile = await first(day, "tile-");
      await day.press(`tile-${tile.code}`);
      await day.says("line-3", tile.name);
      equal(await day.minor("total"), scanned.pence + found.pence + tile.pence);
      await day.see("three-lines");
    },
  ],
  ["cash is taken and the change is shown", () => day.cash((what) => day.see(`sale-${what}`))],
  [
    "the order is in Postgres and the books, to the penny",
    async () => {
      await until(
        "the screen says that it was sent",
        async () => (await day.attribute("safety", "data-sent")) === "true",
      );
      await day.done(() => day.see("sale-done"));
      await day.agree();
    },
  ],
];

/** The product of the first thing on the screen whose name begins so. */
async function first(day, prefix) {
  const id = await day.named(prefix);
  return day.shop.goods.find((product) => id === prefix + product.code);
}
