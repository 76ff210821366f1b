import { describe, expect, it } from "vitest";
import { later, on, opened, press, scan, seen, settle, tap, text, type } from "../hands";
import { cashier, team } from "../register/pins";
import { filled } from "../register/till";

/** A register whose last sale had four lines. */
async function sold() {
  const register = await opened({ basket: filled(4) });
  await press("Enter", "ArrowDown", "Enter", "Enter");
  return register;
}
const NUMBER = "2-9F3A01BC-001842";

describe("taking goods back", () => {
  it("finds a typed receipt, takes chosen lines back and pays them out, by keys alone", async () => {
    const register = await sold();
    await press("F8");
    await type(NUMBER.toLowerCase());
    await press("Enter");
    expect(on("receipt-number")).toHaveProperty("value", NUMBER);
    expect(on("bring-back")).toHaveProperty("disabled", true);
    await press("ArrowDown", "ArrowDown", "ArrowRight");
    expect(on("return-line-2").dataset.chosen).toBe("1000");
    await press("ArrowRight", "ArrowRight");
    expect(on("return-line-2").dataset.chosen).toBe("2000");
    await press("ArrowLeft");
    const worth = text("return-worth-2");
    expect(text("bring-back")).toContain(`Take back for ${worth}`);
    expect(register.calls.at(-1)).toBe(`quoteReturn ${NUMBER} 2x1000`);
    await press("F10");
    expect(on("basket").dataset.kind).toBe("exchange");
    expect(text("line-1")).toContain(`from receipt ${NUMBER}`);
    expect(text("pay")).toContain(`Pay out ${worth}`);
    await press("Enter");
    expect(text("due")).toBe(worth);
    await press("Enter");
    expect(text("change")).toBe(worth);
  });

  it("takes a scan for a receipt, and goods may leave in the same basket", async () => {
    await sold();
    await press("F8");
    await scan(NUMBER);
    await tap("return-line-1");
    await tap("more-1");
    await press("F10");
    await scan("20725");
    expect(on("basket").dataset).toMatchObject({ lines: "2", kind: "exchange" });
    expect(text("pay")).toContain("Pay out £1.30");
  });

  it("says what is not to be had, and does not offer what came back", async () => {
    await sold();
    await press("F8");
    await type("hello");
    await press("Enter");
    expect(text("message")).toContain("is no receipt number");
    await scan("9-9F3A01BC-000001");
    expect(text("message")).toContain("There is no receipt 9-9F3A01BC-000001");
    await scan(NUMBER);
    expect(seen("message")).toBeNull();
    expect(text("return-line-4")).toContain("all of it came back already");
    expect(on("return-line-4").querySelector("button")).toHaveProperty("disabled", true);
    await press("F2");
    expect(on("return-line-4").dataset.chosen).toBe("0");
    expect(on("return-line-2").dataset.chosen).toBe("2000");
  });

  it("keeps no scan waiting while the server is asked, and what it says then is of no use", async () => {
    const register = await opened();
    const answer = later<Awaited<ReturnType<typeof register.findReceipt>>>();
    register.findReceipt = () => answer.promise;
    await press("F8");
    await scan(NUMBER);
    expect(text("find-receipt")).toContain("Looking");
    expect(on("find-receipt")).toHaveProperty("disabled", true);
    await press("Escape");
    await scan("22423");
    expect(on("basket").dataset.lines).toBe("1");
    answer.come({ status: "error", error: { code: "receipt_elsewhere", message: "", details: {} } });
    await settle();
    expect(seen("message")).toBeNull();
  });

  it("believes the newest search", async () => {
    const register = await sold();
    const find = register.findReceipt;
    const first = later<Awaited<ReturnType<typeof find>>>();
    await press("F8");
    register.findReceipt = () => first.promise;
    await scan("9-9F3A01BC-000001");
    register.findReceipt = find;
    await scan(NUMBER);
    expect(seen("return-line-1")).not.toBeNull();
    first.come({ status: "error", error: { code: "receipt_unknown", message: "", details: {} } });
    await settle();
    expect(seen("message")).toBeNull();
    expect(seen("return-line-1")).not.toBeNull();
  });

  it("needs a supervisor on the spot where nobody can say what came back", async () => {
    const register = await sold();
    register.state = { ...register.state, staff: cashier, people: team() };
    register.shelf.away = true;
    await press("F10");
    await tap("back-to-basket");
    register.peopleChanged();
    await settle();
    await press("F8");
    await scan(NUMBER);
    await press("F2", "F10");
    expect(text("leave-sheet")).toContain("what came back of this receipt");
    await type("2580");
    await press("Enter");
    expect(register.calls).toContain(`bringBack ${NUMBER} sam`);
    expect(seen("leave-sheet")).toBeNull();
    expect(on("basket").dataset.kind).toBe("exchange");
  });

  it("shows its keys and leads back with Escape", async () => {
    await sold();
    await press("F8", "?");
    expect(text("keys-sheet")).toContain("step through its lines");
    await press("Escape");
  });
});
