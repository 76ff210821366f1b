import { describe, expect, it, vi } from "vitest";
import { IDLE } from "../../src/register/people/people.svelte";
import { de } from "../../src/shared/messages/de";
import { peopleErrors as peopleErrorsDe } from "../../src/shared/messages/de/people";
import { en } from "../../src/shared/messages/en";
import { peopleErrors } from "../../src/shared/messages/en/people";
import { on, opened, press, scan, seen, settle, tap, text, type } from "../hands";
import { cashier, supervisor, team } from "../register/pins";
import { filled } from "../register/till";

const locked = () => ({ staff: null, lockedBy: cashier, people: team() });
const working = () => ({ staff: cashier, people: team() });
const value = (testid: string) => (on(testid) as HTMLInputElement).value;

describe("a locked register", () => {
  it("opens with the PIN of whoever locked it, and the basket is as it was", async () => {
    const register = await opened({ ...locked(), basket: filled(2) });
    expect(document.body.textContent).toContain("Al Cashier has locked it");
    expect(document.activeElement).toBe(on("pin"));
    await type("1470");
    expect(value("pin")).toBe("1470");
    expect(on("pin").getAttribute("type")).toBe("password");
    await press("Enter");
    expect(register.calls).toContain("signInByPin al");
    expect(on("basket").dataset.lines).toBe("2");
    expect(text("staff")).toContain("Al Cashier");
  });

  it("opens for somebody else, chosen by a tap and typed on the pad", async () => {
    const register = await opened(locked());
    on("person-sam").click();
    await settle();
    for (const digit of "2580") await tap(`digit-${digit}`);
    await tap("submit-pin");
    expect(register.calls).toContain("signInByPin sam");
    expect(text("staff")).toContain("Sam Okafor");
  });

  it("counts wrong PINs down in words, then says when the next one is taken", async () => {
    await opened(locked());
    for (const left of ["4 more tries", "3 more tries", "2 more tries", "One more try"]) {
      await type("0000");
      await press("Enter");
      expect(text("message")).toContain(left);
      expect(value("pin")).toBe("");
    }
    await type("0000");
    await press("Enter");
    expect(text("message")).toContain("is taken at 14:32");
    expect(document.body.textContent).toContain("No PIN is taken before 14:32");
  });

  it("takes no scan for a PIN", async () => {
    const register = await opened(locked());
    await type("14");
    await scan("5012345678900");
    expect(value("pin")).toBe("14");
    expect(text("message")).toContain("That was a scan");
    expect(register.calls.filter((call) => call.startsWith("signInByPin"))).toEqual([]);
    await type("70");
    await press("Enter");
    expect(text("staff")).toContain("Al Cashier");
  });

  it("can be opened with the browser, too", async () => {
    const register = await opened({ ...locked(), people: [...team()] });
    await tap("sign-in");
    expect(document.body.textContent).toContain("Waiting for the browser…");
    register.finishSignIn?.();
    await settle();
    expect(seen("submit-pin")).toBeNull();
  });
});

describe("after the first sign-in", () => {
  const nobody = { staff: null };
  const signedIn = async () => {
    const register = await opened(nobody);
    await tap("sign-in");
    register.finishSignIn?.();
    await settle();
    return register;
  };

  it("a PIN is chosen by typing it twice", async () => {
    const register = await signedIn();
    await type("3690");
    await press("Enter");
    await type("3691");
    await press("Enter");
    expect(text("message")).toContain("not the same");
    await type("3690");
    await press("Enter");
    expect(register.calls).toContain("setPin 3690");
    expect(seen("search")).not.toBeNull();
    expect(text("staff")).not.toContain("no PIN");
  });

  it("the pad types on in the field where it began, though every press takes the keyboard away", async () => {
    const register = await signedIn();
    for (const field of ["new-pin", "repeat-pin"]) {
      on(field).focus();
      for (const digit of "3690") {
        on(`digit-${digit}`).focus();
        await tap(`digit-${digit}`);
      }
      expect(value(field)).toBe("3690");
    }
    await tap("keep-pin");
    expect(register.calls).toContain("setPin 3690");
  });

  it("it can be put off with one key, and is offered again", async () => {
    const register = await signedIn();
    expect(seen("keep-pin")).not.toBeNull();
    await press("Escape");
    expect(seen("search")).not.toBeNull();
    expect(text("staff")).toContain("no PIN");
    await press("F12");
    await tap("choose-pin");
    await type("3690");
    await press("Enter");
    await type("3690");
    await press("Enter");
    expect(register.calls).toContain("setPin 3690");
    expect(seen("people-sheet")).toBeNull();
  });
});

describe("whoever is at the register", () => {
  it("locks it with a key", async () => {
    const register = await opened({ ...working(), basket: filled(1) });
    await press("F12");
    expect(register.calls).toContain("lock false");
    expect(document.body.textContent).toContain("The register is locked");
  });

  it("gives way to somebody else from the bar", async () => {
    const register = await opened(working());
    await tap("staff");
    expect(seen("person-al")).toBeNull();
    await type("2580");
    await press("Enter");
    expect(register.calls).toContain("signInByPin sam");
    expect(text("staff")).toContain("Sam Okafor");
    expect(seen("people-sheet")).toBeNull();
  });

  it("changes the PIN with the one before it", async () => {
    const register = await opened(working());
    await press("Shift+F12");
    await tap("choose-pin");
    for (const pin of ["1470", "3690", "3690"]) {
      await type(pin);
      await press("Enter");
    }
    expect(register.calls).toContain("setPin 3690");
  });

  it("has it locked after a while, however much the server sends meanwhile", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const opening = opened(working());
      await vi.advanceTimersByTimeAsync(10);
      const register = await opening;
      for (let waited = 0; waited < IDLE; waited += IDLE / 5) {
        await vi.advanceTimersByTimeAsync(IDLE / 5);
        register.sync({ waitingSales: waited % 2 });
        await vi.advanceTimersByTimeAsync(0);
      }
      expect(register.calls).toContain("lock true");
    } finally {
      vi.useRealTimers();
    }
  });

  it("has it locked after a while, but not while somebody works", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const opening = opened(working());
      await vi.advanceTimersByTimeAsync(10);
      const register = await opening;
      await vi.advanceTimersByTimeAsync(IDLE - 1000);
      window.dispatchEvent(new Event("pointerdown"));
      await vi.advanceTimersByTimeAsync(IDLE - 1000);
      expect(register.calls).not.toContain("lock true");
      await vi.advanceTimersByTimeAsync(1000);
      expect(register.calls).toContain("lock true");
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a supervisor's leave", () => {
  it("starts a refund, and the cashier stays signed in", async () => {
    const register = await opened(working());
    await press("Shift+F8");
    expect(text("leave-sheet")).toContain("needs a supervisor");
    expect(seen("person-al")).toBeNull();
    await type("1111");
    await press("Enter");
    expect(text("sheet-message")).toContain("4 more tries");
    await type("2580");
    await press("Enter");
    expect(register.calls).toContain("startRefund sam");
    expect(seen("leave-sheet")).toBeNull();
    expect(text("staff")).toContain("Al Cashier");
    expect(on("basket").dataset.kind ?? "refund").toBe("refund");
  });

  it("lets a price go far down", async () => {
    const register = await opened({ ...working(), basket: filled(1) });
    await press("F4");
    (on("price") as HTMLInputElement).value = "";
    await type("0.01");
    on("reason-0").click();
    await settle();
    await tap("set-price");
    expect(text("leave-sheet")).toContain("beyond what you may change");
    await type("2580");
    await press("Enter");
    expect(register.calls.filter((call) => call.startsWith("overridePrice"))).toHaveLength(2);
    expect(seen("price-sheet")).toBeNull();
  });

  it("is what the words ask for, whatever it is wanted for", () => {
    for (const [say, own] of [
      [en.errors, peopleErrors],
      [de.errors, peopleErrorsDe],
    ] as const) {
      expect(say.supervisor_required()).toBe(own.supervisor_required());
      expect(say.supervisor_expired()).toBe(own.supervisor_expired());
    }
  });

  it("is not asked for where nobody could give it", async () => {
    await opened({ staff: cashier, people: [{ staff: cashier, hasPin: true, waitUntil: null }] });
    await press("Shift+F8");
    expect(seen("leave-sheet")).toBeNull();
    expect(text("message")).toContain("needs a supervisor");
    expect(supervisor.roles).toContain("supervisor");
  });
});
