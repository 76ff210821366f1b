// Hands that point: what can be pressed is pressed where it is seen. Only text is typed, and a scanner types by itself.
import { at } from "../world/page.mjs";
import { strike } from "./strike.mjs";

async function press(page, id) {
  await (await at(page, id)).click();
}

export const pointer = {
  name: "pointer",
  press,
  /** Types into a field. */
  fill: async (page, id, text) => {
    await press(page, id);
    await strike(page, [...text]);
  },
  scan: (page, barcode) => strike(page, [...barcode, "Enter"]),
  search: async (page, words) => {
    await press(page, "search");
    await strike(page, [...words]);
  },
  takeResult: (page, code) => press(page, `result-${code}`),
  pay: (page) => press(page, "pay"),
  /** A press on the suggested note pays. */
  payCash: (page, note) => press(page, `quick-${note}`),
  next: (page) => press(page, "next-customer"),
  action: (page, { id }) => press(page, `action-${id}`),
  help: (page) => press(page, "keys"),
  /** Closes the sheet that lies over the screen. */
  leave: async (page) => {
    await (await page.$("dialog[open] .x")).click();
  },
};
