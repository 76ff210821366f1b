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
  /** One of several: the words beside the radio button are part of it. */
  pick: async (page, id) => {
    await at(page, id);
    await (await page.$(`label:has([data-testid="${id}"])`)).click();
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
  payExact: (page, due) => press(page, `quick-${due}`),
  /** Right after the press that took the money it counts as that one's second half, and people press again. */
  next: async (page) => {
    const there = () => page.$('[data-testid="next-customer"]').isExisting();
    await press(page, "next-customer");
    while (await there()) await press(page, "next-customer");
  },
  choose: (page, id) => press(page, id),
  /** The pad beside the field has every digit. */
  pin: async (page, digits) => {
    for (const digit of digits) await press(page, `digit-${digit}`);
  },
  lock: async (page) => {
    await press(page, "staff");
    await press(page, "lock-now");
  },
  more: async (page, number, times) => {
    for (let one = 0; one < times; one += 1) await press(page, `more-${number}`);
  },
  help: (page) => press(page, "keys"),
  /** Closes the sheet that lies over the screen. */
  leave: async (page) => {
    await (await page.$("dialog[open] .x")).click();
  },
};
