import { describe, expect, it } from "vitest";
import { click, on, opened, press, scan, seen, settle, tap, text, type } from "../hands";
import { cashier, team } from "../register/pins";
import { filled } from "../register/till";

describe("taking the money", () => {
  it("goes from scan to the next customer in three steps", async () => {
    const register = await opened();
    await scan("22423");
    expect(text("pay")).toContain("Pay £12.75");
    await press("Enter");
    expect(text("due")).toBe("£12.75");
    await tap("quick-2000");
    expect(text("change")).toBe("£7.25");
    await scan("20725");
    expect(on("line-1").dataset.code).toBe("20725");
    expect(register.calls.filter((call) => call.startsWith("takeTender"))).toEqual([
      "takeTender order-1 cash 2000",
    ]);
  });

  it("shows the change that the register reckons while somebody types", async () => {
    const register = await opened();
    await scan("22423");
    await press("Enter");
    await type("4");
    expect(text("missing")).toBe("£8.75");
    expect(text("take-cash")).toContain("Take £4.00 cash, £8.75 stays due");
    await type("0");
    expect(text("change-preview")).toBe("£27.25");
    expect(text("take-cash")).toContain("Take £40.00 cash, give £27.25");
    await press("Enter");
    expect(text("change")).toBe("£27.25");
    expect(register.calls).toContain("takeTender order-1 cash 4000");
  });

  it("takes the exact sum by two keys", async () => {
    await opened();
    await scan("22423");
    await press("Enter", "ArrowDown");
    expect(on("given")).toHaveProperty("value", "12.75");
    await press("Enter");
    expect(text("change")).toBe("£0.00");
  });

  it("types by the pad, too", async () => {
    await opened();
    await scan("22423");
    await tap("pay");
    const pad = document.querySelector("[aria-label=Keypad]") as HTMLElement;
    for (const label of ["2", "0", ".", "5"]) {
      [...pad.querySelectorAll("button")].find((key) => key.textContent === label)?.click();
      await settle();
    }
    expect(on("given")).toHaveProperty("value", "20.5");
    await tap("take-cash");
    expect(text("change")).toBe("£7.75");
  });

  it("says so when what is typed is no amount, and takes nothing", async () => {
    const register = await opened();
    await scan("22423");
    await press("Enter");
    await type("12.7.5");
    expect(on("given").getAttribute("aria-invalid")).toBe("true");
    await press("Enter");
    expect(register.calls.some((call) => call.startsWith("takeTender"))).toBe(false);
  });

  it("leads back to the basket with Escape, nothing lost", async () => {
    await opened();
    await scan("22423");
    await press("Enter", "Escape");
    expect(on("line-1").dataset.code).toBe("22423");
    expect(document.activeElement).toBe(on("search"));
  });

  it("takes a press once, however often it comes", async () => {
    const register = await opened();
    await scan("22423");
    await press("Enter");
    await type("20");
    on("take-cash").click();
    on("take-cash").click();
    await settle();
    expect(register.calls.filter((call) => call.startsWith("takeTender"))).toHaveLength(1);
  });

  it("puts a scan at the payment into the basket, not into the amount", async () => {
    const register = await opened();
    await scan("22423");
    await press("Enter");
    await type("20");
    await scan("5012345678900");
    expect(on("basket").dataset.lines).toBe("2");
    expect(register.calls.some((call) => call.startsWith("takeTender"))).toBe(false);
  });

  it("cannot pay for nothing", async () => {
    const register = await opened();
    await press("Enter");
    expect(text("message")).toBe("The basket is empty. Scan something first.");
    expect(register.calls).not.toContain("beginPayment");
  });
});

describe("done", () => {
  it("says what is safe where, and sent only when the register says so", async () => {
    const register = await opened({ basket: filled(1) });
    await press("Enter", "ArrowDown", "Enter");
    expect(text("safety")).toBe("safe on this register, waiting to be sent");
    register.sync({ state: "offline" });
    await settle();
    expect(text("safety")).toContain("waiting");
    register.sync({ state: "online", waitingSales: 0 });
    await settle();
    expect(text("safety")).toBe("safe on this register and sent");
  });

  it("does not believe news that is older than the sale", async () => {
    const register = await opened({ basket: filled(1) });
    await press("Enter", "ArrowDown", "Enter");
    const { state } = register;
    register.registerState = () => Promise.resolve({ status: "ok", data: state });
    register.sync({ waitingSales: 0 });
    await settle();
    expect(on("safety").dataset.sent).toBe("false");
  });

  it("shows the receipt, and the sale once more on the empty basket", async () => {
    await opened({ basket: filled(2) });
    await press("Enter", "ArrowDown", "Enter");
    expect(text("receipt-total")).toBe("£28.45");
    await press("Enter");
    expect(text("last-sale-total")).toBe("£28.45");
    await press("F5");
    expect(seen("receipt-sheet")).not.toBeNull();
  });

  it("begins the next sale with what is typed", async () => {
    await opened({ basket: filled(1) });
    await press("Enter", "ArrowDown", "Enter");
    await type("l");
    // Were it selected, the next letter would take its place.
    const { selectionStart, selectionEnd } = on("search") as HTMLInputElement;
    expect([selectionStart, selectionEnd]).toEqual([1, 1]);
    await type("unch");
    expect(on("search")).toHaveProperty("value", "lunch");
  });
});

describe("a double click", () => {
  it("that took the cash does not send the customer away", async () => {
    await opened({ basket: filled(1) });
    await press("Enter", "ArrowDown");
    await tap("take-cash");
    click("next-customer", 2);
    await settle();
    expect(seen("change")).not.toBeNull();
    await tap("next-customer");
    expect(seen("search")).not.toBeNull();
  });
});

describe("a basket that gives away more than a cashier may", () => {
  it("is paid when a supervisor allows it on the spot", async () => {
    const register = await opened({ staff: cashier, people: team(), basket: filled(1) }, (register) => {
      register.givesAway = true;
    });
    await press("Enter");
    expect(text("leave-sheet")).toContain("gives away more");
    await type("2580");
    await press("Enter");
    expect(register.calls).toContain("beginPayment sam");
    expect(seen("leave-sheet")).toBeNull();
    expect(seen("due")).not.toBeNull();
  });
});

describe("a refund", () => {
  it("is marked, and pays out exactly", async () => {
    const register = await opened();
    await press("Shift+F8");
    expect(on("basket").dataset.kind).toBe("refund");
    await scan("22423");
    expect(text("total")).toBe("−£12.75");
    expect(text("pay")).toContain("Pay out £12.75");
    await press("Enter");
    expect(text("due")).toBe("£12.75");
    await press("Enter");
    expect(register.calls).toContain("takeTender order-1 cash -1275");
    expect(text("change")).toBe("£12.75");
  });

  it("needs a supervisor, and says so", async () => {
    await opened({ staff: cashier });
    await press("Shift+F8");
    expect(text("message")).toContain("needs a supervisor");
    expect(on("basket").dataset.kind).toBe("sale");
  });

  it("can be given up before its first line", async () => {
    await opened();
    await press("Shift+F8", "Shift+Delete");
    await tap("confirm-void");
    expect(on("basket").dataset.kind).toBe("sale");
  });
});
