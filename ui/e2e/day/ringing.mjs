// How one sale of the list is rung up.
import { label } from "../world/catalogue.mjs";
import { until } from "../world/until.mjs";
import { SUPERVISOR } from "./day.mjs";
import { comesTo, productOf } from "./sales.mjs";

/** Rings a sale up, with all that is done to its lines and its basket. */
export async function ring(day, sale) {
  for (const [at, item] of sale.goods.entries()) {
    await day.hands.scan(day.page, textOf(item, productOf(item, day.shop.goods)));
    await day.lines(at + 1);
    if (item.off !== undefined) await discount(day, "line", item.off);
    if (item.price !== undefined) await price(day, item);
    if (item.note !== undefined) await note(day, "line", item.note);
  }
  if (sale.off !== undefined) await discount(day, "basket", sale.off);
  if (sale.note !== undefined) await note(day, "basket", sale.note);
  const total = comesTo(sale, day.shop.goods);
  await until(`the basket comes to ${total}`, async () => (await day.minor("total")) === total);
}

/** What a scanner or a hand types for it. */
function textOf(item, product) {
  if (item.way === "label") return label(product, item);
  if (item.way === "typed") return `${item.grams / 1000}*${product.code}`;
  return item.times === 1 ? product.barcode : `${item.times}*${product.barcode}`;
}

async function discount(day, what, off) {
  await day.action("discount", "F3");
  await day.at("discount-sheet");
  if (what === "basket") await day.pick("discount-of-basket");
  const percent = typeof off === "string";
  if (!percent) await day.pick("discount-amount");
  await day.fill("discount", percent ? off.slice(0, -1) : (off / 100).toFixed(2));
  await day.see(`discount-${what}`);
  await day.press("set-discount");
  await closed(day, "discount-sheet");
}

async function price(day, item) {
  await day.action("price", "F4");
  await day.type("price", (item.price / 100).toFixed(2));
  await day.pick(`reason-${item.reason}`);
  await day.see("price");
  await day.press("set-price");
  await closed(day, "price-sheet");
}

async function note(day, what, text) {
  await day.action("note", "F6");
  await day.at("note-sheet");
  if (what === "line") await day.pick("note-of-line");
  await day.fill("note", text);
  await day.see("note");
  await day.press("set-note");
  await closed(day, "note-sheet");
}

/** The sheet is gone; where a supervisor was asked for, one has typed a PIN. */
async function closed(day, sheet) {
  const asked = await until(`${sheet} is answered`, async () => {
    if ((await day.attribute("leave-sheet", "data-testid")) !== null) return "supervisor";
    return (await day.attribute(sheet, "data-testid")) === null && "done";
  });
  if (asked === "done") return;
  await day.see("supervisor-asked");
  await day.pin(SUPERVISOR);
  await day.gone(sheet);
}
