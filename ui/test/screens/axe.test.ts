// Every screen under axe-core. Contrast is counted from the tokens instead: jsdom draws nothing.
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { opened, press, scan, settle, type } from "../hands";
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
  done: async () => {
    await opened({ basket: filled(2) });
    await press("Enter", "ArrowDown", "Enter");
  },
  shift: async () => {
    await opened();
    await press("F10");
  },
  closed: async () => {
    await opened();
    await press("F10");
    await type("100");
    await press("Enter");
  },
  "open shift": () => opened({ shift: null }),
  "sign in": () => opened(nobody),
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
