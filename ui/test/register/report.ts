// The shift's figures of the register in memory: good enough to look at.
import type { CashMovement, Kind, SaleDone, ShiftReport, ShiftView } from "../../src/platform";
import { Refused } from "./till";

/** What a shift comes to, with or without a count of its drawer. */
export function reportOf(
  shift: ShiftView,
  sales: readonly SaleDone[],
  movements: CashMovement[],
  counted: number | null,
): ShiftReport {
  const of = (kind: Kind) => sales.filter((sale) => sale.receipt.kind === kind);
  const sum = (some: readonly SaleDone[]) => some.reduce((all, sale) => all + sale.due, 0);
  const cash = sum(sales);
  const moved = movements.map((movement) => movement.amount ?? 0);
  const paidIn = moved.filter((amount) => amount > 0).reduce((all, amount) => all + amount, 0);
  const paidOut = moved.filter((amount) => amount < 0).reduce((all, amount) => all + amount, 0);
  const expectedCash = shift.float + cash + paidIn + paidOut;
  const tax = Math.round(cash / 6);
  return {
    number: shift.number,
    businessDay: shift.businessDay,
    openedAt: shift.openedAt,
    closedAt: null,
    sales: of("sale").length,
    refunds: of("refund").length,
    salesGross: sum(of("sale")),
    refundsGross: sum(of("refund")),
    tax,
    taxes: tax ? [{ name: "VAT", rate: "20", included: true, net: cash - tax, amount: tax }] : [],
    discounts: sales.reduce((all, sale) => all + sale.receipt.totals.discounts, 0),
    voids: 0,
    voidsGross: 0,
    cashRounding: sales.reduce((all, sale) => all + sale.receipt.rounding, 0),
    cash,
    partPaidCash: 0,
    card: 0,
    voucher: 0,
    paidIn,
    paidOut,
    movements,
    float: shift.float,
    expectedCash,
    countedCash: counted,
    difference: counted === null ? null : counted - expectedCash,
    differenceReason: null,
    zNumber: null,
    perpetual: 1_284_350 + sum(of("sale")),
  };
}

/** Cash that goes in or out for a reason. */
export function movementOf(amount: number | null, reason: string, staff: string): CashMovement {
  if (!reason) throw new Refused("no_reason", "This needs a reason. Choose or type one.");
  return { amount, reason, at: new Date().toISOString(), staff };
}

/** The report of a shift that ends with it. */
export function closed(report: ShiftReport, reason: string | null): ShiftReport {
  if (report.difference !== 0 && !reason)
    throw new Refused("difference_without_reason", "The drawer is not what it should be.");
  return {
    ...report,
    differenceReason: reason,
    zNumber: report.number,
    closedAt: new Date().toISOString(),
  };
}
