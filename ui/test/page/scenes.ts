// What the development page can show: one register per state that a screen has to stand.
import type { RegisterState } from "../../src/platform";
import { MemoryRegister, saleOf, standing } from "../register/memory";
import { cashier, team } from "../register/pins";
import { filled, priced, totalsOf } from "../register/till";

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const offline: RegisterState["sync"] = {
  state: "offline",
  waitingSales: 14,
  waitingSince: ago(205),
  message: null,
  catalogue: null,
};

/** A line and the whole basket with something off, and a note on each. */
function discounted() {
  const basket = filled(6);
  const off = { percentE4: 100_000, amount: null };
  const lines = basket.lines.map((line) =>
    line.number === 3 ? priced({ ...line, discount: off, note: "box damaged" }) : line,
  );
  const discount = { percentE4: null, amount: 200 };
  return { ...basket, lines, discount, note: "Gift wrap, blue", totals: totalsOf(lines, discount) };
}

function withOverride() {
  const basket = filled(6);
  const lines = basket.lines.map((line) =>
    line.number === 2
      ? priced({
          ...line,
          quantity: 1000,
          cataloguePriceE4: line.unitPriceE4,
          unitPriceE4: 114800,
          overrideReason: "Damaged",
        })
      : line,
  );
  return { ...basket, lines, totals: totalsOf(lines) };
}

const bare = { staff: null, shift: null };
const long = "Wolfeschlegelsteinhausenbergerdorff Hubert";
const crowd = Array.from({ length: 14 }, (_, i) => ({
  staff: { ...cashier, id: `c${i}`, name: i === 3 ? long : `Cashier ${i + 1}`, expired: i === 5 },
  hasPin: true,
  waitUntil: i === 1 ? ago(-5) : null,
}));
const states: Record<string, Partial<RegisterState>> = {
  empty: {},
  basket: { basket: withOverride(), sync: offline },
  discounted: { basket: discounted() },
  forgotten: {
    shift: { number: 118, openedAt: ago(1500), businessDay: "2026-11-30", float: 10000 },
    basket: filled(3),
  },
  demo: {
    profile: "demo",
    shopName: "Evertill Gifts",
    sync: { ...offline, state: "demo", waitingSales: 0 },
    keyWarning: "device.key",
  },
  mismatch: { sync: { ...offline, state: "protocolMismatch", waitingSales: 3 }, basket: filled(2) },
  sending: { sync: { ...offline, state: "online", waitingSales: 3 }, basket: filled(1) },
  many: { basket: filled(1114), sync: offline },
  refund: { basket: filled(2, "refund") },
  sold: { lastSale: saleOf(filled(9)) },
  long: {
    basket: filled(24),
    shopName: "The Extraordinarily Long Named Emporium of Gifts and Curiosities, High Street",
    staff: {
      id: "wolfe",
      name: "Wolfeschlegelsteinhausenbergerdorff Hubert",
      initials: "WH",
      roles: [],
      expired: true,
    },
    sync: offline,
  },
  enrol: {
    enrolled: false,
    shopName: "",
    registerName: "",
    ...bare,
    sync: { ...offline, state: "notEnrolled", waitingSales: 0 },
  },
  catalogue: {
    ...bare,
    sync: { ...offline, state: "online", waitingSales: 0, catalogue: { done: 12480, total: 31007 } },
  },
  signin: bare,
  welcome: { staff: null, people: team() },
  locked: { staff: null, lockedBy: cashier, people: team(), basket: filled(2) },
  crowd: { staff: null, lockedBy: cashier, people: crowd },
  cashier: { staff: cashier, people: team(), basket: filled(3) },
  cashierempty: { staff: cashier, people: team() },
  demolocked: { profile: "demo", pin: "2580", staff: null, lockedBy: cashier, people: team() },
  nopin: {},
  heldprices: { basket: filled(4) },
  openshift: { shift: null },
  yen: { currency: "JPY", currencyExponent: 0, locale: "ja-JP", basket: filled(3) },
};

/** Baskets that are held here and elsewhere; what the catalogue says by now of the first of them. */
function hold(register: MemoryRegister, name: string): void {
  const away = { here: false, registerName: "Register 3", heldBy: "Kim" };
  register.shelf.put(filled(3), { ...away, name: "Green coat", heldAt: ago(700), forked: true });
  const long = "The lady with the umbrella who went to ask her neighbour";
  register.shelf.put(filled(24), { ...away, name: long, heldAt: ago(9) });
  register.shelf.put(filled(6), { heldAt: ago(3000) });
  register.shelf.put(filled(4), { name: "Mrs Miller", heldAt: ago(4) });
  register.shelf.away = name === "heldaway";
  register.shelf.changes = filled(4)
    .lines.slice(0, 3)
    .map((line, i) => ({
      line: line.number,
      code: line.code,
      name: line.name,
      wasE4: line.unitPriceE4,
      nowE4: i === 2 ? null : line.unitPriceE4 + 2500,
      taxes: i === 1,
    }));
}

/** The register of a scene, by name. */
export function scene(name: string, language: string | null): MemoryRegister {
  const locale = language === "de" ? { locale: "de-DE", currency: "EUR" } : {};
  const register = new MemoryRegister(standing({ ...locale, ...(states[name] ?? {}) }));
  if (name.startsWith("held")) hold(register, name);
  register.hasCatalogue = name !== "catalogue";
  return register;
}
