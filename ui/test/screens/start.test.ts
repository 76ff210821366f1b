import { describe, expect, it, onTestFinished, vi } from "vitest";
import { later } from "../../src/register/later.svelte";
import { on, opened, press, scan, seen, settle, text, type } from "../hands";
import { standing } from "../register/memory";
import { products } from "../register/products";
import { filled } from "../register/till";

const look = { state: standing(), tiles: [...products], categories: ["Kitchen"] };
const frames = () => new Promise((resolve) => setTimeout(resolve, 100));

/** The frames that are asked for from now on, none of which comes by itself. */
function heldUp(): FrameRequestCallback[] {
  const due: FrameRequestCallback[] = [];
  const asked = vi.spyOn(window, "requestAnimationFrame");
  asked.mockImplementation((frame) => due.push(frame));
  onTestFinished(() => asked.mockRestore());
  return due;
}
const never = () => new Promise<never>(() => undefined);

describe("the start", () => {
  it("sells with what came with the page, before anything is answered", async () => {
    await opened({}, (register) => {
      register.look = look;
      register.registerState = never;
      register.tiles = never;
      register.categories = never;
    });
    expect(document.activeElement).toBe(on("search"));
    expect(on("tile-22423")).toBeTruthy();
  });

  it("can scan with the first picture, and draws the tiles behind it", async () => {
    await frames();
    const due = heldUp();
    await opened({}, () => {
      later.begun = false;
    });
    expect(seen("tile-22423")).toBeNull();
    await scan("22423");
    expect(on("basket").getAttribute("data-lines")).toBe("1");
    expect(seen("tile-22423")).toBeNull();

    while (due.length > 0) for (const frame of due.splice(0)) frame(0);
    await settle();
    expect(on("tile-22423")).toBeTruthy();
  });

  it("says that it can scan before it draws the tiles", async () => {
    await frames();
    const due = heldUp();
    let tile: Element | null | undefined;
    await opened({}, (register) => {
      later.begun = false;
      register.look = look;
      const { ready } = register;
      register.ready = () => {
        tile = seen("tile-22423");
        return ready();
      };
    });
    while (due.length > 0) {
      for (const frame of due.splice(0)) {
        frame(0);
        // What was waiting for this one goes on before the next, as in a browser.
        for (let turn = 0; turn < 50; turn++) await null;
      }
    }
    await settle();
    expect(tile).toBeNull();
    expect(on("tile-22423")).toBeTruthy();
  });

  it("looks again when it listens: what changed before that was told to nobody", async () => {
    await opened({ staff: null }, (register) => {
      register.look = look;
    });
    expect(seen("staff")).not.toBeNull();
    await frames();
    await settle();
    expect(seen("staff")).toBeNull();
  });

  it("asks where nothing came with the page", async () => {
    const register = await opened();
    expect(register.calls).toContain("registerState");
    expect(on("tile-22423")).toBeTruthy();
  });

  it("leaves people where they are when it looks again", async () => {
    const register = await opened({ basket: filled(1) });
    await press("Enter");
    await type("1");
    await press("Enter", "Escape");
    register.peopleChanged();
    await settle();
    expect(text("part-paid")).toBe("Taken so far1.00");
  });
});
