// A basket kept in memory for tests of the screens. Its sums are good enough to look at; the real ones are pos-core's.
import type {
  BasketView,
  CommandError,
  DiscountView,
  Kind,
  LineView,
  ProductHit,
  TaxView,
  TotalsView,
} from "../../src/platform";
import { checks, products } from "./products";

/** A refusal, as the real register words it. */
export class Refused extends Error {
  readonly error: CommandError;
  constructor(code: string, message: string, details: Record<string, string> = {}) {
    super(message);
    this.error = { code, message, details };
  }
}

const round = (value: number) => Math.sign(value) * Math.round(Math.abs(value));

/** What a discount takes off. */
export function offOf(discount: DiscountView | null, amount: number): number {
  if (!discount) return 0;
  if (discount.percentE4 !== null) return round((amount * discount.percentE4) / 1_000_000);
  return Math.min(discount.amount ?? 0, amount);
}

/** A line whose figures fit its price and quantity, at 20 % VAT included. */
export function priced(
  line: Omit<LineView, "net" | "tax" | "gross" | "amount" | "discounted" | "returnedFrom"> & {
    returnedFrom?: string | null;
  },
): LineView {
  const amount = round((line.unitPriceE4 * line.quantity) / 100_000);
  const discounted = offOf(line.discount, amount);
  const gross = amount - discounted;
  const tax = round(gross / 6);
  const returnedFrom = line.returnedFrom ?? null;
  return { ...line, amount, discounted, net: gross - tax, tax, gross, returnedFrom };
}

/** What lines come to. */
export function totalsOf(lines: readonly LineView[], discount: DiscountView | null = null): TotalsView {
  const sum = (of: (line: LineView) => number) => lines.reduce((all, line) => all + of(line), 0);
  const whole = sum((line) => line.gross);
  const off = offOf(discount, whole);
  const gross = whole - off;
  const tax = off ? round(gross / 6) : sum((line) => line.tax);
  const net = gross - tax;
  const taxes: TaxView[] = lines.length
    ? [{ name: "VAT", rate: "20", included: true, net, amount: tax }]
    : [];
  return {
    lines: lines.length,
    items: sum((line) => line.quantity),
    net,
    tax,
    gross,
    discounts: sum((line) => line.discounted) + off,
    taxes,
  };
}

/** The line that a product makes. */
export function lineOf(product: ProductHit, number: number, quantity: number): LineView {
  const { code, name, unit, unitPriceE4 } = product;
  return priced({
    number,
    code,
    name,
    unit,
    quantity,
    unitPriceE4,
    cataloguePriceE4: null,
    overrideReason: null,
    labelPrice: false,
    discount: null,
    note: null,
  });
}

/** A basket with a line of each of the first `count` products, over and over. */
export function filled(count: number, kind: Kind = "sale"): BasketView {
  const sign = kind === "refund" ? -1 : 1;
  const lines = Array.from({ length: count }, (_, i) =>
    lineOf(products[i % products.length] as ProductHit, i + 1, sign * (i % 3 === 1 ? 2000 : 1000)),
  );
  const totals = totalsOf(lines);
  return { id: "basket", name: "", kind, lines, totals, discount: null, note: null, revision: count };
}

/** What a code or a barcode means. */
export function find(text: string): ProductHit {
  const found = products.find((product) => product.code === text || product.barcode === text);
  if (found) return found;
  if (/^(\d{8}|\d{12}|\d{13})$/.test(text)) {
    if (text.length === 13 && !checks(text))
      throw new Refused("bad_check_digit", `${text} was misread.`, { text });
    throw new Refused("unknown_barcode", `Barcode ${text} is not in the catalogue.`, { text });
  }
  throw new Refused("unknown_product", `"${text}" is no code of the catalogue.`, { text });
}
