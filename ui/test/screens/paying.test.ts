import { describe, expect, it } from "vitest";
import { click, on, opened, press, scan, seen, settle, tap, text, type } from "../hands";
import { filled } from "../register/till";

const takes = (calls: readonly string[]) => calls.filter((call) => call.startsWith("takeTender"));

describe("paying by card and voucher", () => {
  it("takes all that is due by card with two keys, and the receipt says how", async () => {
    const register = await opened();
    await scan("22423");
    await press("Enter", "F3");
    expect(on("card-amount")).toHaveProperty("value", "12.75");
    on("card-last-four").focus();
    await type("4242");
    on("card-reference").focus();
    await type("A-17");
    await press("Enter");
    expect(takes(register.calls)).toEqual(["takeTender order-1 card 1275"]);
    expect(text("change")).toBe("£0.00");
    expect(text("receipt-tender-0")).toBe("Card · ···· 4242 · A-1712.75");
  });

  it("mixes tenders: what is left stands in the largest type, and the newest can be undone by a key", async () => {
    const register = await opened();
    await scan("22423");
    await press("Enter", "F4");
    on("voucher-amount").focus();
    (on("voucher-amount") as HTMLInputElement).value = "";
    await type("5");
    await press("Enter");
    expect(document.activeElement).toBe(on("voucher-code"));
    await type("V-9");
    await press("Enter");
    expect(text("due")).toBe("£7.75");
    expect(text("tender-0")).toContain("Voucher · V-9");
    await press("F3");
    expect(on("card-amount")).toHaveProperty("value", "7.75");
    await press("F2");
    await type("2");
    await press("Enter");
    expect(text("due")).toBe("£5.75");
    expect(on("given")).toHaveProperty("value", "");
    await press("Delete");
    expect(text("due")).toBe("£7.75");
    expect(seen("tender-1")).toBeNull();
    await tap("quick-1000");
    expect(text("change")).toBe("£2.25");
    expect(takes(register.calls)).toHaveLength(3);
  });

  it("takes the same press twice once, with the id of the first", async () => {
    const register = await opened({ basket: filled(1) });
    const asked: string[] = [];
    const take = register.takeTender;
    let lost = true;
    register.takeTender = (request) => {
      asked.push(request.id);
      if (!lost) return take(request);
      lost = false;
      // The answer is lost; the tender may or may not have been taken.
      void take(request);
      return Promise.reject(new Error("gone"));
    };
    await press("Enter");
    await type("1");
    await press("Enter");
    expect(text("message")).toContain("did not answer");
    await press("Enter");
    expect(asked[0]).toBe(asked[1]);
    expect(seen("tender-0")).not.toBeNull();
    expect(seen("tender-1")).toBeNull();
    await type("1");
    await press("Enter");
    expect(asked[2]).not.toBe(asked[1]);
  });

  it("takes a part once when its button is pressed twice, and the rest when that is meant", async () => {
    const register = await opened({ basket: filled(1) });
    await press("Enter", "F3");
    (on("card-amount") as HTMLInputElement).value = "";
    await type("1");
    click("take-card", 1);
    await settle();
    click("take-card", 2);
    await settle();
    expect(takes(register.calls)).toEqual(["takeTender order-1 card 100"]);
    expect(text("due")).toBe("£1.95");
    await new Promise((resolve) => setTimeout(resolve, 550));
    await tap("take-card");
    expect(takes(register.calls)).toHaveLength(2);
    expect(seen("change")).not.toBeNull();
  });

  it("shows on the basket what is still due of it, and that a part is paid", async () => {
    await opened({ basket: filled(1) });
    await press("Enter");
    await type("1");
    await press("Enter", "Escape");
    expect(text("part-paid")).toBe("Taken so far1.00");
    expect(text("still-due")).toBe("£1.95");
    expect(text("pay")).toContain("Pay the other £1.95");
    await press("Enter");
    expect(text("due")).toBe("£1.95");
    await press("Delete", "Escape");
    expect(seen("part-paid")).toBeNull();
    expect(text("pay")).toContain("Pay £2.95");
  });

  it("leaves the basket alone while a part is paid, and says why", async () => {
    await opened({ basket: filled(1) });
    await press("Enter");
    await type("1");
    await press("Enter");
    await scan("5012345678900");
    expect(text("message")).toContain("Undo the payments first");
    expect(on("basket").dataset.lines).toBe("1");
    expect(seen("tender-0")).not.toBeNull();
  });

  it("comes back between two tenders after a crash", async () => {
    const tender = { kind: "card", amount: 500, reference: null, brand: "Visa", lastFour: "4242" } as const;
    const basket = filled(1);
    const total = basket.totals.gross;
    await opened({
      basket,
      payment: {
        orderId: "order-1",
        total,
        due: total - 500,
        dueExactly: total - 500,
        rounding: 0,
        quickCash: [total - 500],
        tenders: [{ id: "a", tender: { ...tender } }],
      },
    });
    expect(text("tender-0")).toContain("Card · Visa ···· 4242");
    await tap(`quick-${total - 500}`);
    expect(text("change")).toBe("£0.00");
  });

  it("says in words what can't be kept of a card, and keeps what was typed", async () => {
    await opened({ basket: filled(1) });
    await press("Enter", "F3");
    on("card-last-four").focus();
    await type("42");
    await press("Enter");
    expect(text("message")).toContain("only the last four digits");
    expect(on("card-last-four")).toHaveProperty("value", "42");
  });

  it("keeps a scanned voucher in its field", async () => {
    const register = await opened({ basket: filled(1) });
    await press("Enter", "F4");
    on("voucher-code").focus();
    await scan("5012345678900");
    expect(on("voucher-code")).toHaveProperty("value", "5012345678900");
    expect(register.calls.some((call) => call.startsWith("addLine"))).toBe(false);
  });

  it("pays a refund back to a card", async () => {
    const register = await opened({ basket: filled(1, "refund") });
    await press("Enter", "F3");
    await tap("take-card");
    expect(takes(register.calls)).toEqual(["takeTender order-1 card -295"]);
  });

  it("shows its keys", async () => {
    await opened({ basket: filled(1) });
    await press("Enter", "?");
    expect(text("keys-sheet")).toContain("pay by card");
    await press("Escape");
    await settle();
    expect(seen("due")).not.toBeNull();
  });
});
