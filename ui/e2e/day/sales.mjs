// The sales of the day, one a line: what goes into the basket, what is done to it, and how it is paid.
//
// Goods are places in the catalogue. What happens to a line or a basket: `off` so many per cent (`"10%"`) or so many
// pence, `price` in pence with the number of its reason, `note`. `hold` puts the basket aside while `meanwhile` is sold.
// `see` names the pictures that are taken of the basket, of a part that is paid, of the payment, when it is done.

/** One piece of the goods, scanned; or so many, with the number typed before the scan. */
const scan = (goods, change = {}) => ({ way: "scan", goods, times: 1, ...change });
const many = (goods, times, change = {}) => ({ way: "scan", goods, times, ...change });
/** From the shop's scales: a label with the weight, one with the price, and a weight that is typed. */
const weighed = (code, grams, change = {}) => ({ way: "label", code, grams, ...change });
const priced = (code, pence) => ({ way: "label", code, pence });
const typed = (code, grams) => ({ way: "typed", code, grams });

const [FUDGE, SWEETS, POT_POURRI] = ["451", "452", "453"];

/** A note that is more than is due; the exact sum; a part. */
const note = { by: "cash", how: "note" };
const exact = { by: "cash", how: "exact" };
const cash = (pence) => ({ by: "cash", how: "part", pence });
/** All that is left, or a part of it. */
const card = (pence) => ({ by: "card", pence });
const voucher = (pence) => ({ by: "voucher", pence });
/** What was taken last goes back. */
const undo = { by: "undo" };

export const sales = [
  { goods: [scan(3)], pay: [note] },
  { goods: [scan(7), scan(21)], pay: [exact] },
  { goods: [many(12, 3)], pay: [card()], see: { payment: "pay-by-card" } },
  { goods: [weighed(FUDGE, 485)], pay: [note], see: { basket: "weighed" } },
  { goods: [scan(33), weighed(SWEETS, 250)], pay: [voucher()], see: { payment: "pay-by-voucher" } },
  { goods: [scan(54), scan(55), scan(56)], off: "10%", pay: [note], see: { basket: "discounted-basket" } },
  { goods: [scan(60, { off: "20%" }), scan(61)], pay: [card()], see: { basket: "discounted-line" } },
  {
    goods: [scan(77), scan(78)],
    pay: [voucher(500), card()],
    see: { part: "partly-paid", done: "done-in-parts" },
  },
  { goods: [priced(POT_POURRI, 649)], pay: [exact], see: { basket: "price-on-the-label" } },
  { goods: [scan(81), scan(94)], pay: [note] },
  { goods: [scan(102, { price: 120, reason: 0 })], pay: [note] },
  { goods: [scan(115), many(116, 2)], pay: [card()] },
  {
    goods: [scan(120), scan(121)],
    hold: "Mrs Miller",
    meanwhile: { goods: [scan(130), typed(FUDGE, 320)], pay: [note] },
    pay: [card()],
  },
  { goods: [scan(141, { off: 150 })], pay: [exact] },
  { goods: [scan(152), scan(153), scan(154), scan(155)], off: 300, pay: [card(1000), note] },
  {
    goods: [scan(166, { note: "gift wrapped" })],
    note: "collects on Friday",
    pay: [note],
    see: { done: "done-with-notes" },
  },
  { goods: [scan(177)], pay: [voucher(200), undo, card()] },
  { goods: [scan(188), scan(190)], pay: [cash(500), card()] },
  { goods: [many(199, 12)], off: "5%", pay: [card()] },
  { goods: [weighed(SWEETS, 1010), weighed(FUDGE, 95)], pay: [note] },
  { goods: [scan(212, { off: "60%" })], pay: [exact] },
  { goods: [scan(220)], pay: [exact] },
  { goods: [scan(231), scan(232)], pay: [note] },
  { goods: [scan(217)], pay: [voucher(300), cash(200), card()], see: { payment: "two-parts-paid" } },
  { goods: [scan(254, { price: 400, reason: 1 })], pay: [card()] },
  {
    goods: [scan(265), weighed(POT_POURRI, 180)],
    hold: "Green coat",
    meanwhile: { goods: [scan(270)], pay: [exact] },
    off: "50%",
    pay: [note],
  },
  { goods: [scan(281), scan(282)], pay: [card()] },
  { goods: [priced(SWEETS, 333), priced(SWEETS, 417)], pay: [exact] },
  { goods: [scan(295), scan(296), scan(297)], pay: [note] },
  { goods: [many(303, 2), scan(304, { off: "5%" })], off: 100, pay: [voucher(450), note] },
  { goods: [scan(315)], pay: [card()] },
  { goods: [scan(324), scan(335)], pay: [note] },
  { goods: [weighed(FUDGE, 205, { off: "10%" })], pay: [exact] },
  { goods: [scan(347), scan(348)], pay: [card(250), voucher()] },
  { goods: [scan(359)], pay: [note] },
  { goods: [scan(363), scan(374), scan(385)], off: "20%", pay: [card()] },
  { goods: [scan(391)], pay: [exact] },
  { goods: [scan(398), typed(SWEETS, 1250)], pay: [note] },
];

/** All of them, those that come between another's holding and resuming included. */
export const COUNT = sales.length + sales.filter((sale) => sale.meanwhile).length;

/** To the nearest whole penny, half away from zero, of figures that are not negative. */
const rounded = (figure, parts) => Math.floor((2 * figure + parts) / (2 * parts));

function off(discount, sum) {
  if (discount === undefined) return 0;
  return typeof discount === "string" ? rounded(sum * Number.parseInt(discount, 10), 100) : discount;
}

function lineOf(item, product) {
  if (item.way === "label" && item.pence !== undefined) return item.pence;
  const each = item.price ?? product.pence;
  const amount = item.grams === undefined ? each * item.times : rounded(each * item.grams, 1000);
  return amount - off(item.off, amount);
}

/** The product that an item is. */
export function productOf(item, goods) {
  return item.code === undefined ? goods[item.goods] : goods.find(({ code }) => code === item.code);
}

/** What a sale comes to, in pence: by the definitions of the shop's money, and by none of the programs. */
export function comesTo(sale, goods) {
  const sum = sale.goods.reduce((all, item) => all + lineOf(item, productOf(item, goods)), 0);
  return sum - off(sale.off, sum);
}
