import { describe, expect, it } from "vitest";
import { type Heard, SCAN_GAP, SEPARATOR, Wedge } from "../../src/shared/wedge";

/** Types `text` and Enter, `gap` apart; what the Enter turned out to be. */
function keys(wedge: Wedge, text: string, gap: number, entry = false, from = 10_000): Heard {
  let now = from;
  for (const key of text) {
    now += gap;
    wedge.hear({ key, timeStamp: now }, null, entry);
  }
  return wedge.hear({ key: "Enter", timeStamp: now + gap }, null, entry);
}

describe("the wedge", () => {
  it("knows a scanner by its speed", () => {
    expect(keys(new Wedge(), "5012345678900", 5)).toMatchObject({ scan: "5012345678900" });
    expect(keys(new Wedge(), "5012345678900", SCAN_GAP)).toMatchObject({ scan: "5012345678900" });
    expect(keys(new Wedge(), "5012345678900", SCAN_GAP + 1)).toBeNull();
  });

  it("keeps the separators within a GS1 code", () => {
    const wedge = new Wedge();
    let now = 0;
    for (const key of ["0", "1", "9", "Control", SEPARATOR, "2", "1", "A"]) {
      now += 5;
      wedge.hear({ key, timeStamp: now }, null, false);
    }
    expect(wedge.hear({ key: "Enter", timeStamp: now + 5 }, null, false)).toMatchObject({
      scan: `019${SEPARATOR}21A`,
    });
  });

  it("hears only the fast part when somebody typed before", () => {
    const wedge = new Wedge();
    wedge.hear({ key: "3", timeStamp: 100 }, null, false);
    wedge.hear({ key: "*", timeStamp: 250 }, null, false);
    expect(keys(wedge, "22423", 5, false, 900)).toMatchObject({ scan: "22423" });
  });

  it("begins anew when the field of what was typed before has gone", () => {
    const wedge = new Wedge();
    const name = document.body.appendChild(document.createElement("input"));
    for (const [at, key] of [..."Green coat"].entries()) wedge.hear({ key, timeStamp: at }, name, true);
    name.remove();
    expect(keys(wedge, "5012345678900", 5, false, 100)).toMatchObject({ scan: "5012345678900" });
  });

  it("keeps a scan whole when the computer was busy in its middle", () => {
    const wedge = new Wedge();
    const pauses = [500, 5, 168, 5, 5, 87, 5, 5, 5, 5, 5, 5, 5];
    let now = 0;
    for (const [i, key] of [..."5012345678900"].entries()) {
      now += pauses[i] ?? 0;
      wedge.hear({ key, timeStamp: now }, null, false);
    }
    expect(wedge.hear({ key: "Enter", timeStamp: now + 5 }, null, false)).toMatchObject({
      scan: "5012345678900",
    });
  });

  it("takes words for words", () => {
    expect(keys(new Wedge(), "bunting", 5)).toBeNull();
    expect(keys(new Wedge(), "", 5)).toBeNull();
  });

  it("takes a short amount in an entry field for an amount", () => {
    expect(keys(new Wedge(), "40.00", 5, true)).toBeNull();
    expect(keys(new Wedge(), "4000", 5, true)).toBeNull();
    expect(keys(new Wedge(), "5012345678900", 5, true)).toMatchObject({ scan: "5012345678900" });
  });

  it("swallows the second Enter that some scanners send, and no later one", () => {
    const wedge = new Wedge();
    keys(wedge, "22423", 5, false, 0);
    expect(wedge.hear({ key: "Enter", timeStamp: 35 }, null, false)).toBe("echo");
    keys(wedge, "22423", 5, false, 1000);
    expect(wedge.hear({ key: "Enter", timeStamp: 1045 }, null, false)).toBeNull();
    keys(wedge, "22423", 30, false, 2000);
    expect(wedge.hear({ key: "Enter", timeStamp: 2235 }, null, false)).toBe("echo");
  });

  it("does not mind Shift within a code", () => {
    const wedge = new Wedge();
    for (const [i, key] of ["8", "5", "1", "Shift", "A"].entries())
      wedge.hear({ key, timeStamp: 100 + i * 5 }, null, false);
    expect(wedge.hear({ key: "Enter", timeStamp: 130 }, null, false)).toMatchObject({ scan: "851A" });
  });
});
