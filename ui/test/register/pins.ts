// The people of the register in memory: who has which PIN, and how often it was guessed wrong.
import type { Authorisation, KnownStaff, StaffView } from "../../src/platform";
import { Refused } from "./till";

export const supervisor: StaffView = {
  id: "sam",
  name: "Sam Okafor",
  initials: "SO",
  roles: ["cashier", "supervisor"],
  expired: false,
};
export const cashier: StaffView = {
  id: "al",
  name: "Al Cashier",
  initials: "AC",
  roles: ["cashier"],
  expired: false,
};

/** Sam, a supervisor with 2580, and Al, a cashier with 1470. */
export const team = (): KnownStaff[] => [
  { staff: cashier, hasPin: true, waitUntil: null },
  { staff: supervisor, hasPin: true, waitUntil: null },
];

export class PinMemory {
  readonly pins = new Map<string, string>([
    ["sam", "2580"],
    ["al", "1470"],
  ]);
  readonly #tries = new Map<string, number>();

  /** Who it is, or the refusal that the real register would give. */
  check(people: KnownStaff[], { staff, pin }: Authorisation): StaffView {
    const known = people.find((one) => one.staff.id === staff);
    if (!known) throw new Refused("unknown_staff", "They never signed in here.");
    if (!/^\d{4,8}$/.test(pin)) throw new Refused("bad_pin", "A PIN is 4 to 8 digits.");
    const tries = (this.#tries.get(staff) ?? 0) + 1;
    this.#tries.set(staff, tries);
    if (this.pins.get(staff) === pin && tries <= 5) {
      this.#tries.delete(staff);
      return known.staff;
    }
    if (tries < 5) throw new Refused("wrong_pin", "Wrong.", { left: String(5 - tries) });
    known.waitUntil = new Date(2026, 11, 1, 14, 32).toISOString();
    throw new Refused("pin_wait", "Wait.", { until: known.waitUntil });
  }
}
