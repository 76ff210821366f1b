// Looking at the page: everything is found by its data-testid.
import { until } from "./until.mjs";

/** The element, once it is there to be used. */
export async function at(page, id) {
  const usable = () =>
    page.execute((wanted) => {
      const element = document.querySelector(`[data-testid="${wanted}"]`);
      return element !== null && !element.disabled && element.getClientRects().length > 0;
    }, id);
  await until(`${id} is on the screen`, usable);
  return page.$(`[data-testid="${id}"]`);
}

/** Waits until an element says something. */
export async function says(page, id, words) {
  let said = "";
  const found = async () => {
    said = await page.execute(
      (wanted) => document.querySelector(`[data-testid="${wanted}"]`)?.innerText ?? "",
      id,
    );
    return said.includes(words);
  };
  await until(`${id} says ${JSON.stringify(words)}`, found).catch((error) => {
    throw new Error(`${error.message}; it says ${JSON.stringify(said)}`);
  });
}

/** An attribute of an element; null when either isn't there. */
export function attribute(page, id, name) {
  const read = (wanted, what) =>
    document.querySelector(`[data-testid="${wanted}"]`)?.getAttribute(what) ?? null;
  return page.execute(read, id, name);
}

/** Which element the keyboard is on. */
export function focusedId(page) {
  return page.execute(() => document.activeElement?.getAttribute("data-testid") ?? null);
}

/** Where the keyboard is among the radio buttons of which this is one: there, or is that one `before`? */
export function focusedRadio(page, id) {
  return page.execute((wanted) => {
    const radio = document.querySelector(`[data-testid="${wanted}"]`);
    const active = document.activeElement;
    const among = radio !== null && active?.type === "radio" && active.name === radio.name;
    const before = among && (active.compareDocumentPosition(radio) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
    return { among, before, there: among && active === radio, taken: among && radio.checked };
  }, id);
}

/** The id of the first thing on the screen whose id begins so and which says these words; no sheet is one. */
export function named(page, prefix, words = "") {
  const find = (start, said) => {
    const all = [...document.querySelectorAll(`[data-testid^="${start}"]:not(dialog)`)];
    const text = (element) => (element.closest("label") ?? element).innerText;
    return all.find((element) => text(element).includes(said))?.dataset.testid;
  };
  return until(`something is a ${prefix} and says ${JSON.stringify(words)}`, () =>
    page.execute(find, prefix, words),
  );
}

/** What the bar says about the server: the state, and how many sales wait. */
export function syncOf(page) {
  return page.execute(() => {
    const pill = document.querySelector('[data-testid="sync-state"]');
    const { state, waiting } = pill?.dataset ?? {};
    return { state, waiting: Number(waiting), words: pill?.innerText.trim() };
  });
}

/** From now on, presses of a pointer in this window are counted. */
export function countPointer(page) {
  return page.execute(() => {
    window.pointed = 0;
    addEventListener("pointerdown", () => (window.pointed += 1), true);
  });
}

/** How many there were. */
export function pointed(page) {
  return page.execute(() => window.pointed);
}
