// A receipt as the customer gets it, read from the screen and from nowhere else.

/** `−£1,234.56` in pence. Every amount on these screens has its pence. */
export function minor(text) {
  return Number(text.replace("−", "-").replace(/[^\d-]/g, ""));
}

/** The receipt that is on the screen. */
export async function receiptOf(page) {
  const read = await page.execute(() => {
    const paper = document.querySelector('[data-testid="receipt"]');
    const textOf = (element) => element?.textContent.trim() ?? null;
    const text = (id) => textOf(paper.querySelector(`[data-testid="${id}"]`));
    const rows = [...paper.querySelectorAll('[data-testid^="receipt-tender-"]')];
    return {
      number: paper.dataset.number,
      lines: [...paper.querySelectorAll("ul > li")].map((line) => textOf(line.querySelector(".num"))),
      total: text("receipt-total"),
      discounts: textOf(paper.querySelector('[data-testid="receipt-discounts"] .num')),
      tenders: rows.map((row) => [...row.children].map(textOf)),
      taxes: [...paper.querySelectorAll(".taxes > :nth-child(3n)")].map(textOf),
      foot: textOf(paper.querySelector("footer")),
      change: Number(document.querySelector('[data-testid="change"]').dataset.minor),
    };
  });
  return {
    number: read.number,
    lines: read.lines.map(minor),
    gross: minor(read.total),
    discounts: read.discounts === null ? 0 : -minor(read.discounts),
    tenders: read.tenders.map(([words, amount]) => ({
      kind: words.split(" · ")[0].toLowerCase(),
      amount: minor(amount),
    })),
    tax: read.taxes.reduce((sum, tax) => sum + minor(tax.split(" ").at(-1)), 0),
    change: read.change,
    foot: read.foot,
  };
}
