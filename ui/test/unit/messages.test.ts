import { describe, expect, it } from "vitest";
import { errorWords } from "../../src/shared/errors";
import { Formats } from "../../src/shared/format";
import { de } from "../../src/shared/messages/de";
import { en } from "../../src/shared/messages/en";
import { syncWords } from "../../src/shared/sync-words";

/** Every key with the kind of what it holds: `selling.pay: function/1`. */
function keys(words: object, path = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) => {
    const name = `${path}${key}`;
    if (typeof value === "function") return [`${name}: function`];
    if (Array.isArray(value)) return [`${name}: ${value.length} of them`];
    if (typeof value === "object" && value !== null) return keys(value, `${name}.`);
    return [`${name}: ${typeof value}`];
  });
}
const texts = (words: object): string[] =>
  Object.values(words).flatMap((value) =>
    typeof value === "object" ? texts(value) : typeof value === "string" ? [value] : [],
  );

describe("the languages", () => {
  it("have the same keys", () => {
    expect(keys(en).length).toBeGreaterThan(100);
    expect(keys(de).sort()).toEqual(keys(en).sort());
  });

  it("leave nothing empty and never say just Error", () => {
    for (const text of [...texts(en), ...texts(de)]) {
      expect(text.trim()).not.toBe("");
      expect(text).not.toMatch(/^(Error|Fehler)\b/);
    }
  });

  it("count in their own way", () => {
    expect(en.sync.sending(1, "1")).toBe("Sending 1 sale");
    expect(en.sync.sending(3, "3")).toBe("Sending 3 sales");
    expect(de.sync.offlineWaiting(1, "1", "10:42")).toBe("Offline: 1 Verkauf wartet seit 10:42");
    expect(de.sync.offlineWaiting(14, "14", "10:42")).toBe("Offline: 14 Verkäufe warten seit 10:42");
  });
});

describe("a refused command", () => {
  it("is said in words, with what was scanned", () => {
    const error = { code: "unknown_barcode", message: "raw", details: { text: "5012345678900" } };
    expect(errorWords(error, en)).toBe(
      "No product has the barcode 5012345678900. Scan it again, or search by name.",
    );
    expect(errorWords(error, de)).toContain("5012345678900");
  });

  it("falls back to the register's own words, never to a code", () => {
    expect(errorWords({ code: "newer", message: "Do this instead.", details: {} }, en)).toBe(
      "Do this instead.",
    );
    expect(errorWords({ code: "newer", message: "", details: {} }, en)).toBe(en.app.keepOpen);
  });
});

describe("the sync state", () => {
  const now = new Date(2026, 11, 1, 14, 7);
  const since = new Date(2026, 11, 1, 10, 42).toISOString();
  const formats = new Formats("en-GB", "GBP", 2);
  const said = (state: Parameters<typeof syncWords>[0]["state"], waitingSales: number) =>
    syncWords({ state, waitingSales, waitingSince: since, message: null, catalogue: null }, en, formats, now);

  it.each([
    ["online", 0, "Online", "quiet"],
    ["online", 3, "Sending 3 sales", "sending"],
    ["offline", 14, "Offline: 14 sales waiting since 10:42", "wait"],
    ["offline", 1, "Offline: 1 sale waiting since 10:42", "wait"],
    ["offline", 0, "Offline: nothing waiting", "wait"],
    ["demo", 0, "Demo: nothing is sent", "mark"],
    ["protocolMismatch", 2, "Update needed: 2 sales waiting, selling goes on", "wait"],
    ["notEnrolled", 0, "Not joined to a shop", "none"],
  ] as const)("%s with %i waiting is “%s”", (state, waiting, text, tone) => {
    expect(said(state, waiting)).toEqual({ text, tone });
  });
});
