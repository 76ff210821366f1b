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
  card: page("basket", press("Enter", "F3")),
  voucher: page("basket", press("Enter", "F4")),
  mixed: page("basket", steps(press("Enter"), type("20"), press("Enter", "F3"))),
  mixedcash: page("basket", steps(press("Enter"), type("20"), press("Enter"))),
  paymentkeys: page("basket", press("Enter", "?")),
  donemixed: page("basket", steps(press("Enter"), type("20"), press("Enter", "F3", "Enter"))),
  payoutcard: page("refund", press("Enter", "F3")),
  returns: page("sold", press("F8")),
  returnsfound: page(
    "sold",
    steps(press("F8"), type("2-9F3A01BC-001842"), press("Enter", "ArrowDown", "ArrowRight")),
  ),
  returnserror: page("sold", steps(press("F8"), type("hello"), press("Enter"))),
  exchange: page("sold", steps(press("F8"), type("2-9F3A01BC-001842"), press("Enter", "F2", "F10"))),
  exact: page("basket", steps(press("Enter", "ArrowDown", "Enter"))),
  donemany: page("many", steps(press("Enter", "ArrowDown", "Enter"))),
  last: page("basket", steps(press("Enter", "ArrowDown", "Enter"), press("Enter"))),
  receipt: page("basket", steps(press("Enter", "ArrowDown", "Enter"), press("Enter", "F5"))),
  hold: page("basket", press("F7")),
  held: page("held", press("F7")),
  heldnone: page("empty", press("F7")),
  heldaway: page("heldaway", press("F7")),
  giveup: page("held", press("F7", "Delete")),
  changes: page("held", press("F7", "Enter")),
  prices: page("heldprices"),
  shift: page("basket", press("F10")),
  counted: page("empty", steps(press("F10"), type("99.50"), press("Enter"))),
  closed: page("empty", steps(press("F10"), type("100"), press("Enter", "Enter"))),
  discount: page("basket", press("F3")),
  discountbasket: page("basket", steps(press("F3", "Shift+Tab", "Shift+Tab", "ArrowRight"))),
  discounted: page("discounted"),
  note: page("discounted", press("F6")),
  drawer: page("basket", press("F9")),
  draweropen: page("basket", press("F9", "Shift+Tab", "ArrowRight", "ArrowRight")),
  forgotten: page("forgotten"),
  openshift: page("openshift"),
  signin: page("signin"),
  waiting: page("signin", press("Enter")),
  welcome: page("welcome"),
  locked: page("locked", type("258")),
  crowd: page("crowd"),
  wrongpin: page("locked", steps(type("0000"), press("Enter"))),
  pinwait: page(
    "locked",
    steps(
      type("0000"),
      press("Enter"),
      type("0000"),
      press("Enter"),
      type("0000"),
      press("Enter"),
      type("0000"),
      press("Enter"),
      type("0000"),
      press("Enter"),
    ),
  ),
  demolocked: page("demolocked"),
  switch: page("cashier", press("Shift+F12")),
  offerpin: page("nopin", press("F12")),
  changepin: page("cashier", steps(press("Shift+F12", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Enter"))),
  leave: page("cashierempty", press("Shift+F8")),
  leavewrong: page("cashierempty", steps(press("Shift+F8"), type("1111"), press("Enter"))),
  leaveprice: page("cashier", steps(press("F4"), type("1"), press("Tab"), press(" "), press("Enter"))),
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
