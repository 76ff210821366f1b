import { beforeEach, describe, expect, it } from "vitest";
import type { PriceChange } from "../../src/platform";
import { on, opened, press, scan, seen, settle, tap, text } from "../hands";
import type { MemoryRegister } from "../register/memory";

describe("a catalogue that changes under an open basket", () => {
  let register: MemoryRegister;
  beforeEach(async () => {
    register = await opened();
    await scan("22423");
    await scan("20725");
  });

  const change = (line: number, nowE4: number | null): PriceChange => {
    const rung = register.state.basket?.lines.find((other) => other.number === line);
    if (!rung) throw new Error(`no line ${line}`);
    return { line, code: rung.code, name: rung.name, wasE4: rung.unitPriceE4, nowE4, taxes: false };
  };
  const changed = async (...changes: PriceChange[]) => {
    register.shelf.changes = changes;
    register.catalogueCame();
    await settle();
  };

  it("says nothing while nothing in it costs something else", async () => {
    await changed();
    expect(seen("price-notice")).toBeNull();
  });

  it("says how many lines do, and keeps their prices", async () => {
    const before = text("total");
    await changed(change(1, 99_000), change(2, null));
    expect(on("price-notice").dataset.lines).toBe("2");
    expect(text("total")).toBe(before);
    expect(register.calls.filter((call) => call.startsWith("takeNewPrice"))).toEqual([]);
  });

  it("shows them line by line, once", async () => {
    await changed(change(1, 99_000), change(2, null));
    await tap("look-at-prices");
    expect(seen("change-1")).not.toBeNull();
    expect(seen("out-2")).not.toBeNull();
    await tap("take-1");
    await press("Enter");
    expect(register.calls).toContain("takeNewPrice 1");
    expect(seen("price-notice")).toBeNull();
    await changed(change(2, null));
    expect(seen("price-notice"), "it was looked at").toBeNull();
  });

  it("says no more of a line that is gone", async () => {
    await changed(change(2, 99_000));
    await press("Delete");
    expect(seen("price-notice")).toBeNull();
  });
});
