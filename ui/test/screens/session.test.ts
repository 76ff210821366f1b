import { describe, expect, it } from "vitest";
import { later, on, opened, press, scan, seen, settle, tap, text, type } from "../hands";
import type { MemoryRegister } from "../register/memory";
import { filled } from "../register/till";

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
    await tap("pin-later");

    expect(on("business-day").dataset.day).toBe("2026-12-01");
    await tap("day-before");
    await fill("float", "100");
    expect(text("open-shift")).toContain("Open with £100.00");
    await tap("open-shift");
    expect(register.calls).toContain("openShift 10000 2026-11-30");
    expect(document.activeElement).toBe(on("search"));
    expect(text("shift")).toContain("Shift 119");
  });

  it("waits for the sign-in that was asked for last, not for one that was cancelled", async () => {
    const register = await opened(nobody);
    type SignedIn = Awaited<ReturnType<typeof register.signIn>>;
    const answers = [later<SignedIn>(), later<SignedIn>()];
    let asked = 0;
    register.signIn = () => {
      const answer = answers[asked];
      asked += 1;
      return answer ? answer.promise : Promise.reject(new Error("asked once too often"));
    };
    await tap("sign-in");
    await press("Escape");
    await tap("sign-in");
    expect(asked).toBe(2);
    answers[0]?.come({ status: "error", error: { code: "sign_in_cancelled", message: "", details: {} } });
    await settle();
    expect(seen("cancel-sign-in")).not.toBeNull();
    expect(seen("message")).toBeNull();
    answers[1]?.come({ status: "error", error: { code: "sign_in_refused", message: "", details: {} } });
    await settle();
    expect(seen("cancel-sign-in")).toBeNull();
    expect(text("message")).toContain("The sign-in was refused");
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
    expect(text("count-drawer")).toContain("Counted £112.25");
    await press("Enter");
    expect(register.calls).toContain("countDrawer 11225");
    expect(text("difference")).toBe("£0.50 less than there should be.");
    expect(text("close-shift")).toContain("Say why first");
    await tap("close-shift");
    expect(register.calls.some((call) => call.startsWith("closeShift"))).toBe(false);
    await tap("difference-reason-1");
    await tap("close-shift");
    expect(register.calls).toContain("closeShift 11225 Wrong change given");
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
    await tap("pin-later");
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

  it("says by how much a clock is wrong, in both directions, until it is right", async () => {
    const register = await opened();
    expect(seen("clock-warning")).toBeNull();
    register.sync({ clockAheadS: 5 * 3600 });
    await settle();
    expect(text("clock-warning")).toContain("5 hours ahead of the server's");
    register.sync({ clockAheadS: -2 * 86400 });
    await settle();
    expect(text("clock-warning")).toContain("2 days behind the server's");
    register.sync({ clockAheadS: null });
    await settle();
    expect(seen("clock-warning")).toBeNull();
  });

  it("says what does not go through although the server answers, and each trouble anew", async () => {
    const register = await opened();
    register.sync({ state: "offline", message: "The server can't be reached." });
    await settle();
    expect(seen("sync-warning")).toBeNull();
    register.sync({ state: "online", message: "The register has been revoked." });
    await settle();
    expect(text("sync-warning")).toContain("does not go through: The register has been revoked.");
    await tap("dismiss-sync-warning");
    expect(seen("sync-warning")).toBeNull();
    register.sync({ message: "The catalogue is damaged." });
    await settle();
    expect(text("sync-warning")).toContain("The catalogue is damaged.");
    register.sync({ message: "The clock is wrong.", clockAheadS: 7200 });
    await settle();
    expect(seen("sync-warning")).toBeNull();
    expect(seen("clock-warning")).not.toBeNull();
  });

  it("says that the key was lost, and leads to enrolling again and back", async () => {
    const register = await opened({ keyLost: true, keyWarning: "device.key", basket: filled(1) });
    expect(text("key-lost")).toContain("enrolled again");
    expect(seen("key-warning")).toBeNull();
    await tap("key-lost-act");
    expect(document.body.textContent).toContain("Enrol this register again");
    expect(on("enrol-name")).toHaveProperty("value", "Register 2");
    await press("Escape");
    expect(on("basket").dataset.lines).toBe("1");
    await tap("key-lost-act");
    await fill("enrol-server", "https://shop.example");
    await fill("enrol-code", "K7QP-2MXD");
    await tap("enrol");
    expect(register.calls).toContain("enrol https://shop.example K7QP-2MXD Register 2");
    expect(seen("key-lost")).toBeNull();
    expect(on("basket").dataset.lines).toBe("1");
  });

  it("marks the demo, and says where the keys rest until it is put away", async () => {
    await opened({ profile: "demo", keyWarning: "device.key" });
    expect(text("demo-mark")).toBe("Demo");
    expect(text("key-warning")).toContain("not in a keyring");
    await tap("dismiss-key-warning");
    expect(seen("key-warning")).toBeNull();
  });
});

describe("a catalogue that can't be read", () => {
  const refuse = (register: MemoryRegister) => {
    const error = { code: "catalogue_damaged", message: "", details: {} };
    register.categories = () => Promise.resolve({ status: "error", error });
    register.tiles = () => Promise.resolve({ status: "error", error });
  };

  it("leaves whoever sells at the till, with what was on show", async () => {
    const register = await opened({ basket: filled(1) });
    refuse(register);
    register.catalogueCame();
    await settle();
    expect(seen("tile-22423")).not.toBeNull();
    expect(seen("category-Home")).not.toBeNull();
    await tap("category-Home");
    expect(on("category-popular").getAttribute("aria-selected")).toBe("true");
    expect(on("basket").dataset.lines).toBe("1");
  });

  it("sells by code with a shift open, and waits for it before the first", async () => {
    const register = await opened({}, refuse);
    await scan("22423");
    expect(on("basket").dataset.lines).toBe("1");
    register.state = { ...register.state, shift: null };
    register.peopleChanged();
    await settle();
    expect(seen("catalogue-progress")).not.toBeNull();
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
