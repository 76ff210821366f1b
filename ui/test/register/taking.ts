// What a payment in memory has taken: good enough to look at; the real one is pos-core's.
import type { PaymentView, TakenTender, TenderView, TypedTender } from "../../src/platform";
import { Refused } from "./till";

/** A typed tender as it is shown. */
export function tenderView(typed: TypedTender): TenderView {
  const text = (value: string) => value.trim() || null;
  const none = { reference: null, brand: null, lastFour: null };
  if (typed.kind === "cash") return { ...none, kind: "cash", amount: typed.amount };
  if (typed.kind === "voucher")
    return { ...none, kind: "voucher", amount: typed.amount, reference: text(typed.code) };
  if (typed.lastFour && !/^\d{4}$/.test(typed.lastFour))
    throw new Refused("not_four_digits", "Type the last four digits.");
  return {
    kind: "card",
    amount: typed.amount,
    reference: text(typed.reference),
    brand: text(typed.brand),
    lastFour: text(typed.lastFour),
  };
}

/** A total and the tenders that were taken of it. */
export class Taking {
  readonly given: number;
  readonly left: number;

  constructor(
    readonly total: number,
    readonly tenders: readonly TakenTender[],
  ) {
    this.given = tenders.reduce((sum, { tender }) => sum + tender.amount, 0);
    this.left = total - this.given;
  }

  get paid(): boolean {
    return this.total < 0 ? this.left >= 0 : this.left <= 0;
  }

  with(next: TakenTender): TakenTender[] {
    const { kind, amount } = next.tender;
    if (kind !== "cash" && Math.abs(amount) > Math.abs(this.left))
      throw new Refused("more_than_due", "That is more than is due.", { most: String(this.left) });
    return [...this.tenders, next];
  }

  view(orderId: string): PaymentView {
    const { left: due } = this;
    const up = (step: number) => Math.ceil(due / step) * step;
    const quickCash = due < 0 ? [due] : [...new Set([due, up(500), up(1000), up(2000), up(5000), up(10000)])];
    const tenders = [...this.tenders];
    return { orderId, total: this.total, due, dueExactly: due, rounding: 0, quickCash, tenders };
  }
}
