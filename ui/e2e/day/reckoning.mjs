// The day is over: the Z report, the journal on the register's disk, the server's books and the sum of the receipts are
// held against each other, each read on its own.
import { strictEqual as equal, deepStrictEqual as same } from "node:assert";
import { sum } from "./day.mjs";

export const reckoning = (day) => [
  [
    "the journal holds, and its orders and its closing are what the Z report says",
    async () => {
      const { till } = day.shop;
      const verified = await till.verify();
      const entries = await till.ask("select kind, body from journal order by n");
      equal(verified.entries, entries.length);
      const of = (kind) =>
        entries.filter((entry) => entry.kind === kind).map(({ body }) => JSON.parse(body).payload);
      const orders = of("order.completed.v1").map(({ order }) => order);
      equal(orders.length, day.receipts.length);
      same(folded(orders), day.z.turnover);
      const [closing, ...more] = of("shift.closed.v1");
      equal(more.length, 0);
      same(closed(closing), { ...day.z.turnover, ...drawerOf(day.z) });
      same(
        of("cash.moved.v1").map(({ amount }) => amount),
        day.moved,
      );
      equal(of("basket.voided.v1").length, day.voided.length);
      const tables = await till.ask(
        "select count(*) as orders, sum(gross) as gross, sum(tax) as tax from orders",
      );
      same(tables, [{ orders: orders.length, gross: gross(day.z), tax: day.z.turnover.tax }]);
    },
  ],
  [
    "the server has every entry, and its books are what the Z report says",
    async () => {
      await day.agree();
      const { books, till } = day.shop;
      const [{ entries }] = await till.ask("select count(*) as entries from journal");
      const fates = await books.ask("select fate, fork, count(*) as entries from sync.entry group by 1, 2");
      same(fates, [{ fate: "accepted", fork: false, entries }]);
      const [turnover] = await books.ask(ORDERS);
      const tenders = await books.ask(
        "select kind, sum(amount) as amount from ordering.payments group by kind",
      );
      const by = Object.fromEntries(tenders.map(({ kind, amount }) => [kind, amount]));
      const { change, odd, ...sums } = turnover;
      equal(odd, 0, "no order is flagged");
      same({ ...sums, card: by.card, voucher: by.voucher }, day.z.turnover);
      equal(by.cash - change, day.z.drawer.cash);
      const { discounts, card, voucher, ...daily } = day.z.turnover;
      same(await books.ask(DAILY), [daily]);
      const z = { ...day.z.turnover, ...drawerOf(day.z), figuresDiffer: false };
      same(await books.ask(CLOSINGS), [z]);
      const moved = await books.ask(
        "select amount from ordering.cash_movements where kind in ('in', 'out') order by amount desc",
      );
      same(
        moved.map(({ amount }) => amount),
        [...day.moved].sort((a, b) => b - a),
      );
    },
  ],
  [
    "every receipt is in the books under its number, with what it says",
    async () => {
      const booked = await day.shop.books.ask(
        "select receipt_number as number, gross, tax from ordering.orders",
      );
      const sorted = (all) => all.sort((a, b) => (a.number < b.number ? -1 : 1));
      const papers = day.receipts.map(({ number, gross, tax }) => ({ number, gross, tax }));
      same(sorted(booked), sorted(papers));
    },
  ],
];

const gross = ({ turnover }) => turnover.salesGross + turnover.refundsGross;

/** The drawer of a Z report as closings name it. */
function drawerOf({ drawer }) {
  const { cash, paidIn, paidOut, expected, counted } = drawer;
  return { cash, paidIn, paidOut, expected, counted };
}

/** The figures of orders, added up line by line and tender by tender. */
function folded(orders) {
  const lines = orders.flatMap((order) => order.lines);
  const way = (back) => (line) => line.quantity < 0 === back;
  const figures = (wanted) => sum(lines.map(({ figures }) => wanted(figures)));
  const tenders = (kind) => orders.flatMap(({ paid }) => paid.tenders).filter((one) => one.kind === kind);
  return {
    sales: orders.filter((order) => order.lines.some(way(false))).length,
    refunds: orders.filter((order) => order.lines.some(way(true))).length,
    salesGross: sum(lines.filter(way(false)).map(({ figures }) => figures.gross)),
    refundsGross: sum(lines.filter(way(true)).map(({ figures }) => figures.gross)),
    tax: figures(({ taxes }) => sum(taxes)),
    discounts: figures((line) => (line.discount ?? 0) + (line.basket_discount ?? 0)),
    card: sum(tenders("card").map(({ amount }) => amount)),
    voucher: sum(tenders("voucher").map(({ amount }) => amount)),
  };
}

/** The figures that the closing entry carries. */
function closed({ totals, expected_cash: expected, counted_cash: counted }) {
  return {
    sales: totals.sales,
    refunds: totals.refunds,
    salesGross: totals.sales_gross,
    refundsGross: totals.refunds_gross,
    tax: totals.tax,
    discounts: totals.discounts ?? 0,
    card: totals.card,
    voucher: totals.voucher,
    cash: totals.cash,
    paidIn: totals.paid_in ?? 0,
    paidOut: totals.paid_out ?? 0,
    expected,
    counted,
  };
}

const ORDERS = `
  select count(*) filter (where kind <> 'refund') as sales,
         count(*) filter (where kind <> 'sale') as refunds,
         sum(gross - returned_gross) as "salesGross",
         sum(returned_gross) as "refundsGross",
         sum(tax) as tax,
         (select sum(discount + basket_discount) from ordering.order_lines) as discounts,
         sum(change) as change,
         count(*) filter (where cardinality(flags) > 0) as odd
  from ordering.orders`;

const DAILY = `
  select sum(sales) as sales, sum(refunds) as refunds, sum(sales_gross) as "salesGross",
         sum(refunds_gross) as "refundsGross", sum(tax) as tax
  from ordering.daily_sales`;

const CLOSINGS = `
  select sales, refunds, sales_gross as "salesGross", refunds_gross as "refundsGross", tax, discounts, card, voucher, cash,
         paid_in as "paidIn", paid_out as "paidOut", expected_cash as expected, counted_cash as counted,
         figures_differ as "figuresDiffer"
  from ordering.shift_closings`;
