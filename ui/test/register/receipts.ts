// Receipts in memory that goods can come back against. The figures are good enough to look at.
import type { BasketView, LineView, ReceiptFound, ReturnQuote, SaleDone } from "../../src/platform";
import { priced, Refused } from "./till";

type Chosen = readonly { number: number; quantity: number }[];

function sold(sales: readonly SaleDone[], text: string): SaleDone {
  if (!/^.+-[0-9a-f]+-\d+$/i.test(text)) throw new Refused("not_a_receipt", "No receipt number.", { text });
  const sale = sales.find((one) => one.receipt.number === text.toUpperCase());
  if (!sale) throw new Refused("receipt_unknown", "There is no such receipt.", { text });
  return sale;
}

const back = (line: LineView, quantity: number, receipt: string, number: number): LineView =>
  priced({ ...line, number, quantity: -quantity, returnedFrom: receipt });

export function receiptFound(
  sales: readonly SaleDone[],
  text: string,
  basket: BasketView | null,
): ReceiptFound {
  const { receipt } = sold(sales, text);
  const inBasket = (line: LineView) =>
    basket?.lines.some((l) => l.returnedFrom === receipt.number && l.code === line.code) ?? false;
  return {
    number: receipt.number,
    businessDay: receipt.businessDay,
    paidAt: receipt.paidAt,
    lines: receipt.lines.map((line, at) => {
      const { number, code, name, unit, quantity, gross } = line;
      // Of the third line some came back before, of the fourth everything.
      const returned = at === 2 ? Math.min(1000, quantity - 1000) : at === 3 ? quantity : 0;
      const left = quantity - returned;
      return { number, code, name, unit, quantity, returned, left, gross, inBasket: inBasket(line) };
    }),
  };
}

export function broughtBack(
  sales: readonly SaleDone[],
  text: string,
  chosen: Chosen,
  next: number,
): LineView[] {
  const { receipt } = sold(sales, text);
  return chosen.map(({ number, quantity }, at) => {
    const line = receipt.lines.find((l) => l.number === number);
    if (!line) throw new Refused("not_on_receipt", "No such line.");
    return back(line, quantity, receipt.number, next + at);
  });
}

export function quoted(sales: readonly SaleDone[], text: string, chosen: Chosen): ReturnQuote {
  const lines = broughtBack(sales, text, chosen, 1).map((line, at) => ({
    number: chosen[at]?.number ?? 0,
    gross: line.gross,
  }));
  return { lines, gross: lines.reduce((sum, line) => sum + line.gross, 0) };
}
