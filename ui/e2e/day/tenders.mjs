// How one sale is paid, tender by tender.
import { strictEqual as equal } from "node:assert";
import { until } from "../world/until.mjs";

/** Pays what is in the basket and keeps its receipt; `look` is told where it is. */
export async function pay(day, tenders, look = async () => {}) {
  await day.hands.pay(day.page);
  await day.at("due");
  let taken = 0;
  for (const [at, tender] of tenders.entries()) {
    const last = at === tenders.length - 1;
    await ways[tender.by](day, tender, last ? look : async () => {});
    if (last) break;
    taken += tender.by === "undo" ? -1 : 1;
    await count(day, taken);
    await look("part");
  }
  return day.done(() => look("done"));
}

/** Waits until so many parts are taken. */
function count(day, taken) {
  const listed = () => document.querySelectorAll('[data-testid^="tender-"]').length;
  return until(`${taken} parts are taken`, async () => (await day.page.execute(listed)) === taken);
}

const ways = { cash, card, voucher, undo, out };

async function cash(day, { how, pence }, look) {
  await day.choose("method-cash", "F2");
  await day.at("given");
  const due = await day.minor("due");
  await look("payment");
  if (how === "part") {
    await day.fill("given", (pence / 100).toFixed(2));
    await day.at("missing");
    await day.press("take-cash");
  } else if (how === "exact") {
    await day.hands.payExact(day.page, due);
  } else {
    const given = Math.ceil(due / 1000) * 1000;
    await day.hands.payCash(day.page, given, () => look("change"));
    await day.at("next-customer");
    equal(await day.minor("change"), given - due, "the change is what was given less what was due");
  }
}

async function card(day, { pence }, look) {
  await day.choose("method-card", "F3");
  if (pence) await day.type("card-amount", (pence / 100).toFixed(2));
  await day.press("brand-Visa");
  await day.fill("card-last-four", "4242");
  await day.fill("card-reference", `T-${1000 + day.receipts.length}`);
  await look("payment");
  await day.press("take-card");
}

async function voucher(day, { pence }, look) {
  await day.choose("method-voucher", "F4");
  if (pence) await day.type("voucher-amount", (pence / 100).toFixed(2));
  await day.fill("voucher-code", `GV-${1000 + day.receipts.length}`);
  await look("payment");
  await day.press("take-voucher");
}

async function undo(day) {
  const newest =
    (await day.page.execute(() => document.querySelectorAll('[data-testid^="tender-"]').length)) - 1;
  // In an empty field the key that erases takes the newest part back.
  await day.choose("method-cash", "F2");
  await day.at("given");
  await day.choose(`undo-${newest}`, "Delete");
}

/** What the goods are worth goes back out of the drawer. */
async function out(day, _, look) {
  await day.at("take-cash");
  await look("payment");
  await day.press("take-cash");
}
