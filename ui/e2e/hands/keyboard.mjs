// Hands on the keyboard alone: Tab to get there, Enter to do it, and the keys that the screens name.
import { at, focusedId } from "../world/page.mjs";
import { strike } from "./strike.mjs";

/** More stops than any screen has. */
const STOPS = 200;

/** Walks to something with Tab. */
async function walk(page, id) {
  await at(page, id);
  for (let stop = 0; stop < STOPS; stop += 1) {
    if ((await focusedId(page)) === id) return;
    await strike(page, ["Tab"]);
  }
  throw new Error(`Tab never came to ${id}`);
}

export const keyboard = {
  name: "keyboard",
  press: async (page, id) => {
    await walk(page, id);
    await strike(page, ["Enter"]);
  },
  fill: async (page, id, text) => {
    await walk(page, id);
    await strike(page, [...text]);
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
  next: (page) => strike(page, ["Enter"]),
  action: (page, { key, held }) => strike(page, [key], held),
  help: (page) => strike(page, ["?"]),
  leave: (page) => strike(page, ["Escape"]),
};
