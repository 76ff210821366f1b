import { describe, expect, it } from "vitest";
import { Formats, formatsOf, shiftDay } from "../../src/shared/format";

const gb = new Formats("en-GB", "GBP", 2);
const de = new Formats("de-DE", "EUR", 2);
const jp = new Formats("ja-JP", "JPY", 0);
const plain = (text: string) => text.replace(/\s/g, " ");

describe("figures in the shop's locale", () => {
  it("shows money", () => {
    expect(gb.money(2340)).toBe("£23.40");
    expect(gb.money(0)).toBe("£0.00");
    expect(gb.money(-5)).toBe("−£0.05");
    expect(gb.moneyOut(-2340)).toBe("£23.40");
    expect(plain(de.money(123456))).toBe("1.234,56 €");
    expect(jp.money(10920)).toContain("10,920");
  });

  it("is the same as long as the shop is", () => {
    const shop = formatsOf("en-GB", "GBP", 2);
    expect(formatsOf("en-GB", "GBP", 2)).toBe(shop);
    expect(formatsOf("de-DE", "EUR", 2).currencySign).toBe("€");
  });

  it("is exact where a float is not", () => {
    expect(gb.money(900719925474099)).toBe("£9,007,199,254,740.99");
  });

  it("shortens notes, not coins", () => {
    expect(gb.cash(3000)).toBe("£30");
    expect(gb.cash(2850)).toBe("£28.50");
  });

  it("shows prices, quantities and rates", () => {
    expect(gb.price(25500)).toBe("2.55");
    expect(gb.price(425)).toBe("0.0425");
    expect(gb.quantity(2000)).toBe("2");
    expect(gb.quantity(-450)).toBe("−0.45");
    expect(gb.rate("20")).toBe("20");
    expect(de.rate("17.5")).toBe("17,5");
    expect(de.decimalSign).toBe(",");
    expect(jp.decimalSign).toBe("");
  });

  it("says a difference with its sign", () => {
    expect(gb.difference(120)).toBe("+£1.20");
    expect(gb.difference(-50)).toBe("−£0.50");
    expect(gb.difference(0)).toBe("£0.00");
  });

  it("says since when, with the date on another day", () => {
    const now = new Date(2026, 11, 1, 14, 7);
    expect(gb.since(new Date(2026, 11, 1, 10, 42), now)).toBe("10:42");
    expect(gb.since(new Date(2026, 10, 30, 10, 42), now)).toContain("30 Nov 2026");
  });

  it("names and steps trading days without a time zone", () => {
    expect(gb.day("2026-12-01")).toMatch(/^Tuesday,? 1 December 2026$/);
    expect(shiftDay("2026-03-01", -1)).toBe("2026-02-28");
    expect(shiftDay("2026-12-31", 1)).toBe("2027-01-01");
  });
});
