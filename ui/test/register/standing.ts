// How the register in memory stands when a test begins, and what a sale leaves behind.
import type { BasketView, RegisterState, SaleDone, StaffView } from "../../src/platform";
import { Taking } from "./taking";

export const DAY = "2026-12-01";

const carol: StaffView = {
  id: "carol",
  name: "Carol D.",
  initials: "CD",
  roles: ["cashier", "supervisor"],
  expired: false,
};

/** A signed-in register with an open shift; `change` says what is different. */
export function standing(change: Partial<RegisterState> = {}): RegisterState {
  return {
    profile: "shop",
    enrolled: true,
    shopName: "High Street",
    registerName: "Register 2",
    currency: "GBP",
    currencyExponent: 2,
    locale: "en-GB",
    version: "0.1.0",
    keyWarning: null,
    keyLost: false,
    pin: null,
    staff: carol,
    lockedBy: null,
    people: [{ staff: carol, hasPin: false, waitUntil: null }],
    mayChoosePin: false,
    shift: { number: 118, openedAt: new Date().toISOString(), businessDay: DAY, float: 10000 },
    sync: { state: "online", waitingSales: 0, waitingSince: null, message: null, catalogue: null },
    basket: null,
    payment: null,
    lastSale: null,
    ...change,
  };
}

/** What a basket becomes when it is paid. */
export function saleOf(
  basket: BasketView,
  taking = new Taking(basket.totals.gross, []),
  before = 0,
  state = standing(),
): SaleDone {
  const { kind, lines, totals } = basket;
  return {
    change: Math.max(-taking.left, 0),
    given: taking.given,
    due: totals.gross,
    receipt: {
      number: `2-9F3A01BC-${String(1842 + before).padStart(6, "0")}`,
      shopName: "Evertill Gifts",
      address: "12 High Street",
      vatNumber: "GB 123 4567 89",
      registerName: state.registerName,
      staff: state.staff?.name ?? "",
      paidAt: new Date().toISOString(),
      businessDay: DAY,
      kind,
      lines,
      totals,
      rounding: 0,
      tenders: taking.tenders.map(({ tender }) => tender),
      note: basket.note,
    },
  };
}
