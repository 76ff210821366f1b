// Pictures of every screen, for somebody to look at: node test/page/shots.mjs OUT [filter]. Needs `npm run dev` with
// VITE_PLATFORM=test beside it, and a Chromium (CHROMIUM, or the system's).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [out = "shots", filter = ""] = process.argv.slice(2);
const page = (scene, keys = async () => {}) => ({ scene, keys });
const type = (text) => (p) => p.keyboard.type(text, { delay: 80 });
const press =
  (...keys) =>
  async (p) => {
    for (const key of keys) await p.keyboard.press(key, { delay: 10 });
    await p.waitForTimeout(60);
  };
const steps =
  (...all) =>
  async (p) => {
    for (const step of all) await step(p);
  };
const screens = {
  empty: page("empty"),
  selling: page("basket"),
  demo: page("demo"),
  results: page("basket", type("bag r")),
  multiply: page("basket", type("3*lun")),
  nothing: page("basket", type("zebra")),
  error: page("basket", steps(type("5099999999998"), press("Enter"))),
  removed: page("basket", press("Delete")),
  mismatch: page("mismatch"),
  sending: page("sending"),
  many: page("many"),
  manyup: page("many", press("PageUp", "PageUp", "ArrowUp")),
  long: page("long", type("jumbo")),
  quantity: page("basket", press("F2")),
  price: page("basket", press("F4")),
  pricewrong: page("basket", press("F4", "Enter")),
  void: page("basket", press("Shift+Delete")),
  keys: page("basket", press("?")),
  refund: page("refund"),
  payout: page("refund", press("Enter")),
  refunded: page("refund", press("Enter", "Enter")),
  payment: page("basket", press("Enter")),
  given: page("basket", steps(press("Enter"), type("40"))),
  missing: page("basket", steps(press("Enter"), type("4"))),
  done: page("basket", steps(press("Enter"), type("40"), press("Enter"))),
  exact: page("basket", steps(press("Enter", "ArrowDown", "Enter"))),
  donemany: page("many", steps(press("Enter", "ArrowDown", "Enter"))),
  last: page("basket", steps(press("Enter", "ArrowDown", "Enter"), press("Enter"))),
  receipt: page("basket", steps(press("Enter", "ArrowDown", "Enter"), press("Enter", "F9"))),
  shift: page("basket", press("F10")),
  closed: page("empty", steps(press("F10"), type("99.50"), press("Enter"))),
  openshift: page("openshift"),
  signin: page("signin"),
  waiting: page("signin", press("Enter")),
  enrol: page("enrol"),
  catalogue: page("catalogue"),
  focus: page("basket", press("Tab", "Tab", "Tab")),
  yen: page("yen"),
};
const sizes = [
  [1280, 800],
  [1920, 1080],
  [1024, 768],
  [3840, 2160],
];

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const [name, { scene, keys }] of Object.entries(screens)) {
  for (const [width, height] of sizes) {
    for (const theme of ["light", "dark"]) {
      for (const lang of ["en", "de"]) {
        const file = `${name}-${width}x${height}-${theme}-${lang}.png`;
        if (!new RegExp(filter).test(file)) continue;
        const context = await browser.newContext({ viewport: { width, height } });
        const tab = await context.newPage();
        tab.on("pageerror", (error) => process.stderr.write(`${file}: ${error}\n`));
        tab.on(
          "console",
          (said) => said.type() === "error" && process.stderr.write(`${file}: ${said.text()}\n`),
        );
        await tab.goto(`http://localhost:5470/?scene=${scene}&theme=${theme}&lang=${lang}`);
        await tab.waitForSelector("[data-place]:not([data-place=starting])");
        await tab.evaluate(() => document.fonts.ready);
        await keys(tab);
        await tab.waitForTimeout(120);
        await tab.screenshot({ path: join(out, file) });
        await context.close();
      }
    }
  }
}
await browser.close();
