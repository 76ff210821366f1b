// What the development page can show: one register per state that a screen has to stand.
import type { RegisterState } from "../../src/platform";
import { MemoryRegister, standing } from "../register/memory";
import { filled, priced, totalsOf } from "../register/till";

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const offline: RegisterState["sync"] = {
  state: "offline",
  waitingSales: 14,
  waitingSince: ago(205),
  message: null,
  catalogue: null,
};

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
const states: Record<string, Partial<RegisterState>> = {
  empty: {},
  basket: { basket: withOverride(), sync: offline },
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
  long: {
    basket: filled(24),
    shopName: "The Extraordinarily Long Named Emporium of Gifts and Curiosities, High Street",
    staff: { name: "Wolfeschlegelsteinhausenbergerdorff Hubert", initials: "WH", roles: [], expired: true },
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
  openshift: { shift: null },
  yen: { currency: "JPY", currencyExponent: 0, locale: "ja-JP", basket: filled(3) },
};

/** The register of a scene, by name. */
export function scene(name: string, language: string | null): MemoryRegister {
  const locale = language === "de" ? { locale: "de-DE", currency: "EUR" } : {};
  const register = new MemoryRegister(standing({ ...locale, ...(states[name] ?? {}) }));
  register.hasCatalogue = name !== "catalogue";
  return register;
}
