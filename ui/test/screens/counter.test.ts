// Discounts, notes, the drawer and its count, by keyboard and by tap.
import { describe, expect, it } from "vitest";
import { on, opened, press, scan, seen, settle, tap, text, type } from "../hands";

/** Types into a field that needn't have the focus. */
async function fill(testid: string, value: string) {
  const field = on(testid) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

describe("a discount", () => {
  it("goes off the lit line in per cent and is seen there and in the totals", async () => {
    const register = await opened();
    await scan("22423");
    await press("F3");
    await type("10");
    expect(text("set-discount")).toContain("Take 10 % off");
    await press("Enter");
    expect(register.calls).toContain("discountLine 1 100000 null");
    expect(seen("discount-sheet")).toBeNull();
    expect(text("line-said")).toBe("−10 %");
    expect(text("line-1")).toContain("12.75");
    expect(text("discounts")).toContain("−1.28");
    expect(on("total").dataset.minor).toBe("1147");
  });

  it("goes off the whole basket as a sum, and away again", async () => {
    const register = await opened();
    await scan("22423");
    await press("F3");
    await tap("discount-of-basket");
    await tap("discount-amount");
    await fill("discount", "2.50");
    await tap("set-discount");
    expect(register.calls).toContain("discountBasket null 250");
    expect(text("discounts")).toContain("£2.50 of it off the basket");
    await press("F3");
    await tap("discount-of-basket");
    expect(on("discount")).toHaveProperty("value", "2.5");
    await tap("no-discount");
    expect(register.calls).toContain("discountBasket null null");
    expect(seen("discounts")).toBeNull();
  });

  it("stands in the field when there is one already, to be changed", async () => {
    const register = await opened();
    await scan("22423");
    await press("F3");
    await type("10");
    await press("Enter", "F3");
    expect(on("discount")).toHaveProperty("value", "10");
    await tap("no-discount");
    expect(register.calls).toContain("discountLine 1 null null");
    expect(seen("line-said")).toBeNull();
  });

  it("is never more than all of it", async () => {
    await opened();
    await scan("22423");
    await press("F3");
    await type("101");
    expect(document.body.textContent).toContain("from 0 to 100 per cent");
    expect(on("set-discount")).toHaveProperty("disabled", true);
  });

  it("is one tap for the usual ones", async () => {
    const register = await opened();
    await scan("22423");
    await press("F3");
    await tap("discount-20");
    expect(register.calls).toContain("discountLine 1 200000 null");
  });
});

describe("a note", () => {
  it("is kept on the order and beside a line", async () => {
    const register = await opened();
    await scan("22423");
    await press("F6");
    await type("Gift wrap");
    await press("Enter");
    expect(register.calls).toContain("noteBasket Gift wrap");
    expect(text("basket-note")).toBe("Gift wrap");
    await press("F6");
    await tap("note-of-line");
    await fill("note", "scratched");
    await tap("set-note");
    expect(register.calls).toContain("noteLine 1 scratched");
    expect(text("line-said")).toBe("scratched");
  });
});

describe("the drawer", () => {
  it("takes cash in and out, each for a reason", async () => {
    const register = await opened();
    await press("F9");
    await type("20");
    expect(text("set-drawer")).toContain("Put £20.00 in");
    await press("Enter");
    expect(text("sheet-message")).toContain("needs a reason");
    await tap("drawer-reason-0");
    await tap("set-drawer");
    expect(register.calls).toContain("payIn 2000 Change from the bank");
    expect(text("message")).toContain("£20.00 went into the drawer.");
    await press("F9");
    await tap("drawer-out");
    await fill("drawer-amount", "7.5");
    await fill("drawer-reason", "Milk");
    await tap("set-drawer");
    expect(register.calls).toContain("payOut 750 Milk");
  });

  it("is opened without a sale for a reason", async () => {
    const register = await opened();
    await press("F9");
    await tap("drawer-open");
    expect(seen("drawer-amount")).toBeNull();
    await tap("drawer-reason-0");
    await tap("set-drawer");
    expect(register.calls).toContain("openDrawer Change for a note");
  });
});

describe("the reports", () => {
  it("show as X what the shift comes to, cash in and out included, but not what to count", async () => {
    await opened();
    await press("F9");
    await type("20");
    await tap("drawer-reason-0");
    await tap("set-drawer");
    await scan("22423");
    await press("Enter", "ArrowDown", "Enter", "Enter", "F10");
    expect(text("shift-movements")).toContain("Change from the bank");
    expect(text("shift-tax")).toContain("VAT 20 %");
    expect(text("perpetual")).toBe("£12,856.25");
    expect(seen("expected-cash")).toBeNull();
  });

  it("can be counted again before the shift is closed", async () => {
    const register = await opened();
    await press("F10");
    await type("99");
    await press("Enter");
    await tap("count-again");
    await type("100");
    await press("Enter", "Enter");
    expect(register.calls.filter((call) => call.startsWith("countDrawer"))).toEqual([
      "countDrawer 9900",
      "countDrawer 10000",
    ]);
    expect(register.calls).toContain("closeShift 10000");
    expect(document.body.textContent).toContain("Z report 118");
  });
});

describe("cash rounding and cash of a basket that is partly paid", () => {
  it("stand in the reports when there is any", async () => {
    const register = await opened();
    await press("F10");
    expect(seen("shift-rounding")).toBeNull();
    await press("Escape");
    register.figures = { cashRounding: -3, partPaidCash: 500 };
    await press("F10");
    expect(text("shift-rounding")).toContain("−£0.03");
    await type("100");
    await press("Enter", "Enter");
    expect(text("shift-part-paid")).toContain("£5.00");
  });
});

describe("a shift that was forgotten", () => {
  it("says so, sells on, and offers to be closed", async () => {
    const shift = {
      number: 118,
      openedAt: new Date().toISOString(),
      businessDay: "2026-11-30",
      float: 10000,
    };
    await opened({ shift });
    expect(text("forgotten-shift")).toContain("30 November 2026");
    await scan("22423");
    expect(on("basket").dataset.lines).toBe("1");
    await tap("forgotten-later");
    expect(seen("forgotten-shift")).toBeNull();
  });

  it("leads to its end", async () => {
    const shift = {
      number: 118,
      openedAt: new Date().toISOString(),
      businessDay: "2026-11-30",
      float: 10000,
    };
    await opened({ shift });
    await tap("forgotten-close");
    await settle();
    expect(seen("counted")).not.toBeNull();
  });
});
