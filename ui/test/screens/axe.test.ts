// Every screen under axe-core. Contrast is counted from the tokens instead: jsdom draws nothing.
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { opened, press, scan, settle, tap, type } from "../hands";
import { cashier, team } from "../register/pins";
import { filled } from "../register/till";

const nobody = { staff: null, shift: null };
const screens: Record<string, () => Promise<unknown>> = {
  selling: () => opened({ basket: filled(3) }),
  empty: () => opened({ profile: "demo", keyWarning: "device.key" }),
  results: async () => {
    await opened();
    await type("bag");
  },
  "unknown barcode": async () => {
    await opened();
    await scan("5099999999995");
  },
  quantity: async () => {
    await opened({ basket: filled(1) });
    await press("F2");
  },
  price: async () => {
    await opened({ basket: filled(1) });
    await press("F4");
  },
  void: async () => {
    await opened({ basket: filled(1) });
    await press("Shift+Delete");
  },
  hold: async () => {
    await opened({ basket: filled(1) });
    await press("F7");
  },
  held: async () => {
    await opened({}, (register) => {
      register.shelf.put(filled(2), { here: false, name: "Green coat", registerName: "Register 3" });
      register.shelf.put(filled(1), { name: "Mrs Miller" });
    });
    await press("F7", "Delete");
  },
  "changed prices": async () => {
    await opened({}, (register) => {
      register.shelf.put(filled(1));
      const mug = { line: 1, code: "22423", name: "Mug", wasE4: 25500, taxes: true };
      register.shelf.changes = [
        { ...mug, nowE4: 27500 },
        { ...mug, line: 2, nowE4: null },
      ];
    });
    await press("F7", "Enter");
  },
  keys: async () => {
    await opened();
    await press("?");
  },
  payment: async () => {
    await opened({ basket: filled(2) });
    await press("Enter");
  },
  "pay out": async () => {
    await opened({ basket: filled(2, "refund") });
    await press("Enter");
  },
  "by card": async () => {
    await opened({ basket: filled(2) });
    await press("Enter");
    await type("5");
    await press("Enter", "F3");
  },
  "by voucher": async () => {
    await opened({ basket: filled(2) });
    await press("Enter", "F4");
  },
  returns: async () => {
    await opened({ basket: filled(4) });
    await press("Enter", "ArrowDown", "Enter", "Enter", "F8");
    await scan("2-9F3A01BC-001842");
    await press("F2");
  },
  done: async () => {
    await opened({ basket: filled(2) });
    await press("Enter", "ArrowDown", "Enter");
  },
  shift: async () => {
    await opened();
    await press("F10");
  },
  counted: async () => {
    await opened();
    await press("F10");
    await type("99");
    await press("Enter");
  },
  closed: async () => {
    await opened();
    await press("F10");
    await type("100");
    await press("Enter", "Enter");
  },
  discount: async () => {
    await opened({ basket: filled(1) });
    await press("F3");
  },
  note: async () => {
    await opened({ basket: filled(1) });
    await press("F6");
  },
  drawer: async () => {
    await opened();
    await press("F9");
  },
  "open shift": () => opened({ shift: null }),
  "sign in": () => opened(nobody),
  locked: () => opened({ ...nobody, lockedBy: cashier, people: team() }),
  "switch user": async () => {
    await opened({ staff: cashier, people: team() });
    await press("Shift+F12");
  },
  "first PIN": async () => {
    const register = await opened(nobody);
    await press("Enter");
    register.finishSignIn?.();
    await settle();
  },
  leave: async () => {
    await opened({ staff: cashier, people: team() });
    await press("Shift+F8");
  },
  "part paid": async () => {
    await opened({ basket: filled(2) });
    await press("Enter");
    await type("5");
    await press("Enter", "Escape");
  },
  warnings: () =>
    opened({
      keyLost: true,
      sync: {
        state: "online",
        waitingSales: 0,
        waitingSince: null,
        message: "The register has been revoked.",
        catalogue: null,
      },
    }),
  "enrol again": async () => {
    await opened({ keyLost: true });
    await tap("key-lost-act");
  },
  enrol: () => opened({ enrolled: false, ...nobody }),
  catalogue: () =>
    opened(nobody, (register) => {
      register.hasCatalogue = false;
    }),
};

describe("axe finds nothing on", () => {
  it.each(Object.keys(screens))("%s", async (name) => {
    document.title = "Evertill";
    await screens[name]?.();
    await settle();
    const { violations, passes } = await axe.run(document.documentElement, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(passes.length).toBeGreaterThan(5);
    const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.html).join(" | ")}`);
    expect(found).toEqual([]);
  });
});
