import { beforeEach, describe, expect, it } from "vitest";
import { on, opened, press, scan, seen, settle, tap, text, type } from "../hands";
import type { MemoryRegister } from "../register/memory";
import { products } from "../register/products";
import { filled } from "../register/till";

const asked = (register: MemoryRegister, verb: string) =>
  register.calls.filter((call) => call.startsWith(verb));
const barcode = (code: string) => products.find((p) => p.code === code)?.barcode ?? "";

describe("ringing up", () => {
  let register: MemoryRegister;
  beforeEach(async () => {
    register = await opened();
  });

  it("is ready at once: the search has the focus and the register is told", async () => {
    expect(document.activeElement).toBe(on("search"));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(asked(register, "ready")).toHaveLength(1);
  });

  it("takes a scan into the search", async () => {
    await scan(barcode("22423"));
    expect(on("line-1").dataset.code).toBe("22423");
    expect(text("total")).toBe("£12.75");
    expect(on("search")).toHaveProperty("value", "");
  });

  it("takes a scan whatever has the focus", async () => {
    on("tile-47566").focus();
    await scan(barcode("22423"));
    on("action-shift").focus();
    await scan(barcode("20725"));
    expect(asked(register, "addLine")).toEqual([
      `addLine ${barcode("22423")} 1000`,
      `addLine ${barcode("20725")} 1000`,
    ]);
  });

  it("takes a scan while a sheet is open, and gives the sheet its figure back", async () => {
    await scan("22423");
    await press("F2");
    await scan(barcode("20725"));
    expect(on("quantity")).toHaveProperty("value", "1");
    expect(on("basket").dataset.lines).toBe("2");
    await type("3");
    await press("Enter");
    expect(asked(register, "changeQuantity")).toEqual(["changeQuantity 1 13000"]);
  });

  it("keeps the order of scans that come faster than the answers", async () => {
    void scan("22423");
    void scan("20725");
    await scan("47566");
    await settle();
    expect(["line-1", "line-2", "line-3"].map((id) => on(id).dataset.code)).toEqual([
      "22423",
      "20725",
      "47566",
    ]);
  });

  it("does not open the payment when a scanner sends Enter twice", async () => {
    await scan("20725");
    await scan("22423", 2);
    expect(asked(register, "beginPayment")).toHaveLength(0);
    await press("Enter");
    expect(asked(register, "beginPayment")).toHaveLength(1);
  });

  it("takes a tile, and gives the keyboard back to the search", async () => {
    await tap("tile-47566");
    expect(asked(register, "addLine")).toEqual(["addLine 47566 1000"]);
    expect(document.activeElement).toBe(on("search"));
  });

  it("lets typing anywhere land in the search, and results replace the tiles", async () => {
    (document.activeElement as HTMLElement).blur();
    await type("lunch bag");
    expect(on("search")).toHaveProperty("value", "lunch bag");
    expect(seen("tiles")).toBeNull();
    expect(seen("result-20725")).not.toBeNull();
    await press("ArrowDown", "Enter");
    expect(asked(register, "addLine")).toEqual(["addLine 20727 1000"]);
    expect(seen("tiles")).not.toBeNull();
  });

  it("takes the product with that very code before any other result", async () => {
    await type("22411");
    await press("Enter");
    expect(asked(register, "addLine")).toEqual(["addLine 22411 1000"]);
  });

  it("reads a quantity before a code, typed or scanned after it", async () => {
    await type("3*22423");
    await press("Enter");
    await type("2x");
    await scan(barcode("20725"));
    expect(asked(register, "addLine")).toEqual(["addLine 22423 3000", `addLine ${barcode("20725")} 2000`]);
  });

  it("says what an unknown barcode means, and leaves the basket alone", async () => {
    await scan("22423");
    await scan("5099999999995");
    expect(text("message")).toBe(
      "No product has the barcode 5099999999995. Scan it again, or search by name.",
    );
    expect(on("message").closest("[role=alert]")).not.toBeNull();
    expect(on("basket").dataset.lines).toBe("1");
    await scan("22423");
    expect(seen("message")).toBeNull();
  });

  it("keeps what was typed while what was typed before is looked up", async () => {
    await opened();
    await type("22423");
    const search = on("search") as HTMLInputElement;
    const taken = press("Enter");
    // On a busy computer a scan is as slow as typing, and the next one begins before the answer.
    search.value += "20";
    search.dispatchEvent(new Event("input", { bubbles: true }));
    await taken;
    expect(on("line-1").dataset.code).toBe("22423");
    expect(search.value).toBe("20");
  });

  it("keeps what was typed when it means nothing", async () => {
    await type("zebra");
    expect(text("no-results")).toContain("Nothing is called “zebra”.");
    await press("Enter");
    expect(on("search")).toHaveProperty("value", "zebra");
    expect(text("message")).toContain("zebra");
    await press("Escape", "Escape");
    expect(on("search")).toHaveProperty("value", "");
  });

  it("chooses lines with the arrows, changes and removes them", async () => {
    for (const code of ["22423", "20725", "47566"]) await scan(code);
    await press("ArrowUp");
    expect(on("line-2").getAttribute("aria-selected")).toBe("true");
    await press("F2");
    await tap("quantity");
    (on("quantity") as HTMLInputElement).value = "";
    await type("4");
    await press("Enter");
    await press("Delete");
    expect(register.calls.filter((call) => /Quantity|remove/.test(call))).toEqual([
      "changeQuantity 2 4000",
      "removeLine 2",
    ]);
    expect(seen("line-2")).toBeNull();
    expect(on("line-3").getAttribute("aria-selected")).toBe("true");
    expect(text("message")).toBe("Removed: Lunch bag red retrospot");
  });

  it("says why a quantity of 0 was refused, inside the sheet", async () => {
    await scan("22423");
    await press("F2");
    (on("quantity") as HTMLInputElement).value = "";
    await type("0");
    await press("Enter");
    expect(text("sheet-message")).toContain("A quantity of 0 sells nothing.");
    expect(seen("quantity-sheet")).not.toBeNull();
  });

  it("wants a reason for another price", async () => {
    await scan("22423");
    await press("F4");
    (on("price") as HTMLInputElement).value = "";
    await type("11.48");
    await press("Enter");
    expect(text("sheet-message")).toContain("needs a reason");
    on("reason-0").click();
    await settle();
    await tap("set-price");
    expect(asked(register, "overridePrice").at(-1)).toBe("overridePrice 1 114800 Damaged");
    expect(text("line-1")).toContain("was 12.75 · Damaged");
  });

  it("takes the other price when Enter is pressed on its reason", async () => {
    await scan("22423");
    await press("F4");
    (on("price") as HTMLInputElement).value = "";
    await type("11.48");
    on("reason-0").click();
    on("reason-0").focus();
    await settle();
    await press("Enter");
    expect(asked(register, "overridePrice")).toEqual(["overridePrice 1 114800 Damaged"]);
    expect(seen("price-sheet")).toBeNull();
  });

  it("asks before it voids", async () => {
    await scan("22423");
    await press("Shift+Delete");
    await tap("keep-basket");
    expect(on("basket").dataset.lines).toBe("1");
    await press("Shift+Delete");
    await tap("confirm-void");
    expect(on("basket").dataset.lines).toBe("0");
    expect(text("message")).toContain("Nothing was sold");
  });

  it("shows the keys behind ?, but not within words", async () => {
    await press("?");
    expect(seen("keys-sheet")).not.toBeNull();
    await tap("keys-sheet");
    await type("what?");
    expect(on("search")).toHaveProperty("value", "what?");
  });

  it("steps through the categories with the arrows", async () => {
    await press("ArrowRight");
    expect(asked(register, "tiles").at(-1)).toBe("tiles Home");
    await press("ArrowLeft", "ArrowLeft");
    expect(asked(register, "tiles").at(-1)).toBe("tiles Seasonal");
  });
});

describe("a long basket", () => {
  it("draws what is in sight of 1,114 lines", async () => {
    await opened({ basket: filled(1114) });
    expect(on("basket").dataset.lines).toBe("1114");
    expect(document.querySelectorAll("[data-testid^=line-]").length).toBeLessThan(60);
    expect(text("item-count")).toBe("1,485 items");
    await scan("22423");
    expect(on("basket").dataset.lines).toBe("1115");
  });
});

describe("a change that was missed", () => {
  it("makes the screen ask for the whole basket", async () => {
    const register = await opened({ basket: filled(2) });
    // Another line got in without this window hearing of it.
    register.state = { ...register.state, basket: filled(3) };
    await scan("47566");
    expect(on("basket").dataset.lines).toBe("4");
    expect(register.calls.filter((call) => call === "basket")).toHaveLength(1);
  });
});
