import { describe, expect, it } from "vitest";
import { readAsked, readDecimal, readScan, writeDecimal } from "../../src/shared/entry";

describe("what people type", () => {
  it.each([
    ["40", 2, 4000],
    ["40.5", 2, 4050],
    ["28,50", 2, 2850],
    [".5", 2, 50],
    ["7.", 2, 700],
    ["0.29", 2, 29],
    ["9999999.9999", 4, 99999999999],
    ["100", 0, 100],
  ])("reads %s with %i places as %i", (text, places, scaled) => {
    expect(readDecimal(text, places)).toBe(scaled);
  });

  it.each([
    ["", 2],
    [".", 2],
    ["1.234", 2],
    ["1.5", 0],
    ["-3", 2],
    ["12a", 2],
    ["1.2.3", 2],
    ["12345678901", 2],
  ])("does not read %s", (text, places) => {
    expect(readDecimal(text, places)).toBeNull();
  });

  it("writes what it reads", () => {
    expect(writeDecimal(2850, 2, 2)).toBe("28.50");
    expect(writeDecimal(2000, 3, 0)).toBe("2");
    expect(writeDecimal(450, 3, 0, ",")).toBe("0,45");
    expect(writeDecimal(25500, 4, 2)).toBe("2.55");
    expect(writeDecimal(425, 4, 2)).toBe("0.0425");
    expect(writeDecimal(295, 0, 0)).toBe("295");
  });
});

describe("a quantity before a code", () => {
  it("is read before * and x", () => {
    expect(readAsked("3*22423")).toEqual({ text: "22423", quantity: 3000 });
    expect(readAsked("3 x lunch bag")).toEqual({ text: "lunch bag", quantity: 3000 });
    expect(readAsked("0.45*fudge")).toEqual({ text: "fudge", quantity: 450 });
    expect(readAsked("12*")).toEqual({ text: "", quantity: 12000 });
    expect(readAsked("lunch x bag")).toEqual({ text: "lunch x bag", quantity: 1000 });
  });

  it("counts for the scan after it, and never eats a scan's own letters", () => {
    expect(readScan("3*", "5012345678900")).toEqual({ text: "5012345678900", quantity: 3000 });
    expect(readScan("", "3*5012345678900")).toEqual({ text: "5012345678900", quantity: 3000 });
    expect(readScan("", "3X2241")).toEqual({ text: "3X2241", quantity: 1000 });
    expect(readScan("half typed", "5012345678900")).toEqual({ text: "5012345678900", quantity: 1000 });
  });

  it("puts a scan together again that stalled in its middle", () => {
    expect(readScan("50", "12345678900")).toEqual({ text: "5012345678900", quantity: 1000 });
    expect(readScan("50", "12345678901")).toEqual({ text: "12345678901", quantity: 1000 });
    expect(readScan("4", "5012345678900")).toEqual({ text: "5012345678900", quantity: 1000 });
  });
});
