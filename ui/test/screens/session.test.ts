import { describe, expect, it } from "vitest";
import { on, opened, press, scan, seen, settle, tap, text, type } from "../hands";

const nobody = { staff: null, shift: null };
const fill = async (testid: string, value: string) => {
  const field = on(testid) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
};

describe("the first start", () => {
  it("joins a shop, waits for the catalogue, signs in and opens the shift", async () => {
    const register = await opened(
      {
        enrolled: false,
        ...nobody,
        sync: { state: "notEnrolled", waitingSales: 0, waitingSince: null, message: null, catalogue: null },
      },
      (fresh) => {
        fresh.hasCatalogue = false;
      },
    );
    expect(text("sync-state")).toBe("Not joined to a shop");
    await fill("enrol-server", "https://shop.example");
    await fill("enrol-code", "WRONG");
    await fill("enrol-name", "Register 2");
    await tap("enrol");
    expect(text("message")).toContain("Ask a supervisor for a new one");
    expect(on("enrol-server")).toHaveProperty("value", "https://shop.example");
    await fill("enrol-code", "K7QP-2MXD");
    await tap("enrol");

    register.sync({ state: "online", catalogue: { done: 12480, total: 31007 } });
    await settle();
    expect(text("catalogue-count")).toBe("12,480 of 31,007 products");
    expect(on("catalogue-progress").getAttribute("max")).toBe("31007");
    register.catalogueCame();
    await settle();

    await tap("sign-in");
    expect(document.body.textContent).toContain("Waiting for the browser…");
    register.finishSignIn?.();
    await settle();

    expect(on("business-day").dataset.day).toBe("2026-12-01");
    await tap("day-before");
    await fill("float", "100");
    expect(text("open-shift")).toContain("Open with £100.00");
    await tap("open-shift");
    expect(register.calls).toContain("openShift 10000 2026-11-30");
    expect(document.activeElement).toBe(on("search"));
    expect(text("shift")).toContain("Shift 119");
  });

  it("gives a sign-in up without a complaint", async () => {
    await opened(nobody);
    await tap("sign-in");
    await press("Escape");
    expect(seen("sign-in")).not.toBeNull();
    expect(seen("message")).toBeNull();
  });
});

describe("the shift", () => {
  it("is counted blind and shows the difference once it is closed", async () => {
    const register = await opened();
    await scan("22423");
    await press("Enter", "ArrowDown", "Enter", "Enter", "F10");
    expect(text("shift-sales")).toBe("1");
    expect(seen("expected-cash")).toBeNull();
    await type("112.25");
    expect(text("close-shift")).toBe("Close with £112.25");
    await press("Enter");
    expect(register.calls).toContain("closeShift 11225");
    expect(text("expected-cash")).toBe("£112.75");
    expect(text("difference")).toBe("−£0.50");
    expect(seen("shift")).toBeNull();
    await press("Enter");
    expect(seen("open-shift")).not.toBeNull();
  });

  it("can be left for the basket", async () => {
    await opened();
    await scan("22423");
    await press("F10", "Escape");
    expect(on("basket").dataset.lines).toBe("1");
  });

  it("does not repeat what was said of the basket", async () => {
    await opened();
    await scan("22423");
    await press("Delete");
    expect(seen("message")).not.toBeNull();
    await press("F10");
    expect(seen("shift-report")).not.toBeNull();
    expect(seen("message")).toBeNull();
  });

  it("outlives a signing out", async () => {
    const register = await opened();
    await press("F10");
    await tap("sign-out");
    await tap("sign-in");
    register.finishSignIn?.();
    await settle();
    expect(seen("search")).not.toBeNull();
  });
});

describe("the bar", () => {
  it("follows the sync state in words", async () => {
    const register = await opened();
    expect(text("sync-state")).toBe("Online");
    register.sync({ state: "offline", waitingSales: 14, waitingSince: new Date().toISOString() });
    await settle();
    expect(text("sync-state")).toMatch(/^Offline: 14 sales waiting since \d\d:\d\d$/);
    register.sync({ state: "protocolMismatch" });
    await settle();
    expect(text("sync-state")).toContain("selling goes on");
  });

  it("marks the demo, and says where the keys rest until it is put away", async () => {
    await opened({ profile: "demo", keyWarning: "device.key" });
    expect(text("demo-mark")).toBe("Demo");
    expect(text("key-warning")).toContain("not in a keyring");
    await tap("dismiss-key-warning");
    expect(seen("key-warning")).toBeNull();
  });
});

describe("a register that does not answer", () => {
  it("says so and keeps what was typed", async () => {
    const register = await opened();
    register.addLine = () => Promise.reject(new Error("gone"));
    await type("lunch");
    await press("Enter");
    expect(text("message")).toContain("did not answer");
    expect(on("search")).toHaveProperty("value", "lunch");
  });
});
