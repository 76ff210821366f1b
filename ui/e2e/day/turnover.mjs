// What receipts come to: the figures of a report, from nothing but the papers that customers hold.
import { sum } from "./day.mjs";

const isOut = (amount) => amount > 0;
const isBack = (amount) => amount < 0;

/** An order whose goods go both ways is a sale and a refund. */
export function turnover(receipts) {
  const count = (way) => receipts.filter(({ lines }) => lines.some(way)).length;
  const gross = (way) => sum(receipts.flatMap(({ lines }) => lines.filter(way)));
  return {
    sales: count(isOut),
    refunds: count(isBack),
    salesGross: gross(isOut),
    refundsGross: gross(isBack),
    tax: sum(receipts.map(({ tax }) => tax)),
    discounts: sum(receipts.map(({ discounts }) => discounts)),
    card: by(receipts, "card"),
    voucher: by(receipts, "voucher"),
  };
}

/** What was taken so, what was paid out so taken off. */
function by(receipts, wanted) {
  const tenders = receipts.flatMap(({ tenders }) => tenders);
  return sum(tenders.filter(({ kind }) => kind === wanted).map(({ amount }) => amount));
}

/** Cash less change. */
export function cashOf(receipts) {
  return by(receipts, "cash") - sum(receipts.map(({ change }) => change));
}
