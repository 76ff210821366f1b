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
      const found = goods.find(({ name }) => name === "Botanical lunch bag teal, giant");
      await day.hands.search(day.page, "botanical giant lunch teal");
      await until("it is the only result", async () => (await results(day)).join() === found.code);
      await day.see("search");
      await day.hands.takeResult(day.page, found.code);
      await day.says("line-2", found.name);
      const first = await day.named("tile-");
      const tile = goods.find(({ code }) => first === `tile-${code}`);
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

/** The codes of the results on the screen. */
function results(day) {
  const read = () =>
    [...document.querySelectorAll('[data-testid^="result-"]')].map((hit) => hit.dataset.testid.slice(7));
  return day.page.execute(read);
}
