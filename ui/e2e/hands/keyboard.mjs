// Hands on the keyboard alone: Tab to get there, Enter to do it, and the keys that the screens name.
import { at, focusedId, focusedRadio } from "../world/page.mjs";
import { strike } from "./strike.mjs";

/** More stops than any screen has. */
const STOPS = 200;

/** Walks with Tab until it has come there. */
async function walkUntil(page, what, there) {
  for (let stop = 0; stop < STOPS; stop += 1) {
    if (await there()) return;
    await strike(page, ["Tab"]);
  }
  throw new Error(`Tab never came to ${what}`);
}

async function walk(page, id) {
  await at(page, id);
  await walkUntil(page, id, async () => (await focusedId(page)) === id);
}

/** Walks to something and takes it. */
async function press(page, id) {
  await walk(page, id);
  await strike(page, ["Enter"]);
}

export const keyboard = {
  name: "keyboard",
  press,
  fill: async (page, id, text) => {
    await walk(page, id);
    await strike(page, [...text]);
  },
  /** One of several radio buttons: Tab comes to all of them, the arrows go on to the one. */
  pick: async (page, id) => {
    const where = () => focusedRadio(page, id);
    await walkUntil(page, `the choice of ${id}`, async () => (await where()).among);
    let now = await where();
    for (let stop = 0; !now.there; stop += 1) {
      if (stop === STOPS) throw new Error(`the arrows never came to ${id}`);
      await strike(page, [now.before ? "ArrowLeft" : "ArrowRight"]);
      now = await where();
    }
    if (!now.taken) await strike(page, ["Space"]);
  },
  scan: (page, barcode) => strike(page, [...barcode, "Enter"]),
  /** Whatever is typed lands in the search. */
  search: (page, words) => strike(page, [...words]),
  /** The first result is lit: Enter takes it. */
  takeResult: async (page, code) => {
    await at(page, `result-${code}`);
    await strike(page, ["Enter"]);
  },
  /** Enter with nothing typed goes on to the payment. */
  pay: async (page) => {
    await walk(page, "search");
    await strike(page, ["Enter"]);
  },
  /** The note is typed; before Enter the change can be looked at. */
  payCash: async (page, note, look) => {
    await at(page, "given");
    await strike(page, [...String(note / 100)]);
    await at(page, "change-preview");
    await look();
    await strike(page, ["Enter"]);
  },
  /** The arrow down is the exact sum. */
  payExact: async (page) => {
    await at(page, "given");
    await strike(page, ["ArrowDown"]);
    await at(page, "change-preview");
    await strike(page, ["Enter"]);
  },
  next: (page) => strike(page, ["Enter"]),
  /** What has a key of its own. */
  choose: (page, _, key, held) => strike(page, [key], held),
  pin: (page, digits) => strike(page, [...digits]),
  lock: (page) => strike(page, ["F12"]),
  /** So many more of a line of the receipt: the arrows find it and count. */
  more: async (page, number, times) => {
    const there = () =>
      page.execute(
        (wanted) => document.activeElement?.closest("li")?.dataset.testid === `return-line-${wanted}`,
        number,
      );
    await at(page, `return-line-${number}`);
    for (let stop = 0; !(await there()); stop += 1) {
      if (stop === STOPS) throw new Error(`the arrows never came to line ${number} of the receipt`);
      await strike(page, ["ArrowDown"]);
    }
    for (let one = 0; one < times; one += 1) await strike(page, ["ArrowRight"]);
  },
  help: (page) => strike(page, ["?"]),
  leave: (page) => strike(page, ["Escape"]),
};
