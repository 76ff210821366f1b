import { beforeEach, describe, expect, it } from "vitest";
import type { LineView } from "../../src/platform";
import { click, later, on, opened, press, scan, seen, settle, tap, text, type } from "../hands";
import type { MemoryRegister } from "../register/memory";
import { filled } from "../register/till";

const asked = (register: MemoryRegister, verb: string) =>
  register.calls.filter((call) => call.startsWith(verb));

describe("holding", () => {
  let register: MemoryRegister;
  beforeEach(async () => {
    register = await opened();
  });

  it("puts the basket aside under a name, with keys alone", async () => {
    await scan("22423");
    expect(text("action-hold")).toBe("HoldF7");
    await press("F7");
    expect(document.activeElement).toBe(on("hold-name"));
    await type("Mrs Miller");
    on("hold").click();
    await settle();
    expect(asked(register, "holdBasket")).toEqual(["holdBasket Mrs Miller"]);
    expect(on("basket").dataset.lines).toBe("0");
    expect(text("message")).toContain("“Mrs Miller” is held.");
    expect(text("action-hold")).toBe("Held 1F7");
  });

  it("goes on with it, newest first, and keeps its name for the next time", async () => {
    await scan("22423");
    await press("F7");
    on("hold").click();
    await settle();
    await scan("20725");
    await press("F7");
    await type("Blue bag");
    on("hold").click();
    await settle();
    await press("F7");
    expect(document.activeElement).toBe(on("held-held-2"));
    await press("Enter");
    expect(seen("held-sheet")).toBeNull();
    expect(on("line-1").dataset.code).toBe("20725");
    expect(text("message")).toContain("“Blue bag” goes on here.");
    await press("F7");
    expect(on("hold-name")).toHaveProperty("value", "Blue bag");
  });

  it("gives a held basket up only when Delete is pressed twice", async () => {
    await scan("22423");
    await press("F7");
    on("hold").click();
    await settle();
    await press("F7", "Delete");
    expect(text("give-up")).toContain("Press Delete again");
    expect(asked(register, "voidHeld")).toHaveLength(0);
    await press("ArrowDown", "Delete");
    expect(asked(register, "voidHeld")).toHaveLength(0);
    await press("Delete");
    expect(asked(register, "voidHeld")).toEqual(["voidHeld held-1"]);
    expect(seen("held-held-1")).toBeNull();
  });
});

describe("giving up by touch", () => {
  it("asks at the first press of the button and does it at the second; a double tap is one press", async () => {
    const register = await opened({}, (register) => {
      register.shelf.put(filled(1), { name: "Mine" });
      register.shelf.put(filled(1), { here: false, name: "Theirs" });
    });
    await press("F7");
    expect(seen("give-up-held-2")).toBeNull();
    await tap("give-up-held-1");
    click("give-up-held-1", 2);
    await settle();
    expect(text("give-up")).toContain("Give up “Mine”?");
    expect(asked(register, "voidHeld")).toHaveLength(0);
    await tap("give-up-held-1");
    expect(asked(register, "voidHeld")).toEqual(["voidHeld held-1"]);
    expect(asked(register, "resumeBasket")).toHaveLength(0);
  });
});

describe("a double click", () => {
  it("holds once and goes on once", async () => {
    const register = await opened();
    await scan("22423");
    await press("F7");
    click("hold", 1);
    click("hold", 2);
    await settle();
    expect(asked(register, "holdBasket")).toHaveLength(1);
    expect(seen("message")?.dataset.tone).toBe("info");
    await press("F7");
    click("held-held-1", 1);
    click("held-held-1", 2);
    await settle();
    expect(asked(register, "resumeBasket")).toHaveLength(1);
    expect(seen("message")?.dataset.tone).toBe("info");
  });
});

describe("a server that takes its time to hand a basket over", () => {
  it("keeps no scan waiting", async () => {
    const register = await opened({}, (register) => {
      register.shelf.put(filled(2), { here: false, name: "Green coat" });
    });
    const answer = later<Awaited<ReturnType<typeof register.resumeBasket>>>();
    register.resumeBasket = () => answer.promise;
    await press("F7");
    await tap("held-held-1");
    expect(text("held-held-1")).toContain("Asking the server");
    await scan("22423");
    expect(on("basket").dataset.lines).toBe("1");
    answer.come({ status: "error", error: { code: "basket_open", message: "", details: {} } });
    await settle();
    expect(on("basket").dataset.lines).toBe("1");
    expect(text("sheet-message")).toContain("There are goods in the basket");
  });
});

describe("the other registers", () => {
  it("have baskets with their age, register and total", async () => {
    const register = await opened({}, (register) => {
      const heldAt = new Date(Date.now() - 12 * 60_000).toISOString();
      const registerName = "Register 3";
      register.shelf.put(filled(2), { here: false, name: "Green coat", registerName, heldAt, heldBy: "Kim" });
    });
    await press("F7");
    const row = text("held-held-1");
    for (const part of ["Green coat", "2 lines", "12 min ago", "Register 3", "by Kim"])
      expect(row).toContain(part);
    await tap("held-held-1");
    expect(asked(register, "resumeBasket")).toEqual(["resumeBasket held-1 1"]);
    expect(on("basket").dataset.lines).toBe("2");
  });

  it("can't be seen offline, which is said, and what is held here goes on", async () => {
    const register = await opened({}, (register) => {
      register.shelf.put(filled(1), { name: "Mine" });
      register.shelf.away = true;
    });
    await press("F7");
    expect(text("held-away")).toContain("while the server is away");
    await press("Enter");
    expect(register.state.basket?.lines).toHaveLength(1);
  });

  it("may have been quicker: it says who has the basket and shows the list again", async () => {
    const register = await opened({}, (register) => {
      register.shelf.put(filled(2), { here: false, name: "Green coat", registerName: "Register 3" });
    });
    await press("F7");
    register.shelf.drop("held-1");
    await tap("held-held-1");
    expect(text("sheet-message")).toContain("already taken at Register 3");
    expect(seen("held-held-1")).toBeNull();
  });
});

describe("prices that changed meanwhile", () => {
  let register: MemoryRegister;
  beforeEach(async () => {
    register = await opened({}, (register) => {
      register.shelf.put(filled(3), { name: "Mine" });
      const of = (line: number, nowE4: number | null) => {
        const rung = filled(3).lines[line - 1] as LineView;
        return { line, code: rung.code, name: rung.name, wasE4: rung.unitPriceE4, nowE4, taxes: false };
      };
      register.shelf.changes = [of(1, 140000), of(2, 9900), of(3, null)];
    });
    await press("F7", "Enter");
  });

  it("are shown line by line, and Enter keeps every old one", async () => {
    expect(text("change-1")).toContain("rung up at £2.95 · now £14.00");
    expect(text("change-3")).toContain("no longer sold");
    await press("Enter");
    expect(seen("changes-sheet")).toBeNull();
    expect(asked(register, "takeNewPrice")).toHaveLength(0);
  });

  it("are taken where the cashier says so", async () => {
    await tap("take-1");
    expect(on("change-1").dataset.decision).toBe("taken");
    await tap("out-3");
    expect(on("change-3").dataset.decision).toBe("removed");
    await tap("take-all");
    expect(asked(register, "takeNewPrice")).toEqual(["takeNewPrice 1", "takeNewPrice 2"]);
    expect(register.state.basket?.lines.map((line) => line.unitPriceE4)).toEqual([140000, 9900]);
  });
});
