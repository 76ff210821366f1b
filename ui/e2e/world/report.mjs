// An X or a Z report, read from the screen: every row by its words.
import { minor } from "./receipt.mjs";

/** What the rows of the report on the screen say, by their words; what moved in the drawer is a list. */
async function rowsOf(page) {
  return page.execute(() => {
    const report = document.querySelector('[data-testid="shift-report"]');
    const rows = { moved: [], taxes: [] };
    for (const row of report.querySelectorAll("dl > div")) {
      const [name, ...figures] = [...row.children].map((cell) => cell.innerText);
      if (row.parentElement.dataset.testid === "shift-movements") rows.moved.push([name, figures.at(-1)]);
      else if (row.dataset.testid === "shift-tax") rows.taxes.push(figures.at(-1));
      else rows[name] = figures;
    }
    return rows;
  });
}

/** The figures of the report on the screen; those of the drawer only once it is closed. */
export async function reportOf(page) {
  const rows = await rowsOf(page);
  const sum = (name) => (rows[name] ? minor(rows[name].at(-1)) : 0);
  const count = (name) => minor(rows[name][0]);
  const turnover = {
    sales: count("Sales"),
    refunds: count("Refunds"),
    salesGross: sum("Sales"),
    refundsGross: sum("Refunds"),
    tax: rows.taxes.reduce((all, tax) => all + minor(tax), 0),
    discounts: 0 - sum("Discounts given"),
    card: sum("Taken by card"),
    voucher: sum("Taken in vouchers"),
  };
  return {
    turnover,
    voids: { count: count("Baskets voided"), gross: sum("Baskets voided") },
    moved: rows.moved,
    perpetual: sum("Perpetual total"),
    drawer: rows.Counted && {
      float: sum("Float"),
      cash: sum("Cash taken"),
      paidIn: sum("Cash in"),
      paidOut: sum("Cash out"),
      expected: sum("Should be in the drawer"),
      counted: sum("Counted"),
      difference: sum("Difference"),
    },
  };
}
