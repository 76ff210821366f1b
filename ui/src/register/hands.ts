// The hand on the keyboard and the hand with the scanner, wherever the focus is.
import { readScan } from "../shared/entry";
import { textField } from "../shared/focus";
import type { Field, Wedge } from "../shared/wedge";
import { words } from "../shared/words.svelte";
import type { Register } from "./register.svelte";
import { sellingKey } from "./selling/keys";
import type { Session } from "./session.svelte";

const SEARCH = "search";
const search = () => document.getElementById(SEARCH);

/** Hears every key before the focused element does. */
export function hear(event: KeyboardEvent, wedge: Wedge, register: Register, session: Session): void {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = textField(event.target);
  if (session.place === "selling" && register.sells) {
    const heard = wedge.hear(event, field, field !== null && field.id !== SEARCH);
    if (heard !== null) {
      event.preventDefault();
      event.stopPropagation();
      if (heard !== "echo") void scanned(heard.scan, heard.field, register);
      return;
    }
  }
  if (session.place === "signIn" && event.key === "Escape" && session.waiting) void session.cancelSignIn();
  if (session.place === "selling" && register.sheet === null && pressed(event, field, register)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

/** A scan goes into the basket, and what it typed on its way goes out of the field again. */
async function scanned(scan: string, field: Field | null, register: Register): Promise<void> {
  const inSearch = field?.element.id === SEARCH;
  if (field && !inSearch) {
    field.element.value = field.before;
    field.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const asked = readScan(inSearch ? field.before : "", scan);
  register.catalogue.clear();
  await register.addLine(asked.text, asked.quantity);
}

/** A key on a screen without a sheet over it. `true` when it has been dealt with. */
function pressed(event: KeyboardEvent, field: HTMLInputElement | null, register: Register): boolean {
  switch (register.view) {
    case "selling":
      return onSelling(event, field, register);
    case "done":
      return onDone(event, register);
    case "payment":
      return backOn(event, register) || toGiven(event, field);
    case "shift":
      return backOn(event, register);
  }
}

function backOn(event: KeyboardEvent, register: Register): boolean {
  if (event.key !== "Escape") return false;
  register.sell();
  return true;
}

const isText = (event: KeyboardEvent) => event.key.length === 1;

function onSelling(event: KeyboardEvent, field: HTMLInputElement | null, register: Register): boolean {
  if (sellingKey(event, register, words.say)) return true;
  const elsewhere = field === null;
  const onButton = elsewhere && event.target instanceof HTMLButtonElement;
  if (event.key === "Enter" && !onButton) {
    void enter(register);
    return true;
  }
  // A space on a button presses it. Everything else that is text belongs to the search, which gets this very key.
  if (elsewhere && isText(event) && !(onButton && event.key === " ")) search()?.focus();
  return false;
}

/** Takes what is typed, or goes on to pay when nothing is. */
async function enter(register: Register): Promise<void> {
  const asked = await register.catalogue.resolve();
  if (!asked) return register.beginPayment();
  if (await register.addLine(asked.text, asked.quantity)) register.catalogue.clear();
}

/** Typing on the last sale's screen begins the next one, with that very letter. */
function onDone(event: KeyboardEvent, register: Register): boolean {
  if (event.key === "Escape") {
    register.sell();
    return true;
  }
  if (!isText(event) || event.key === " ") return false;
  register.sell();
  register.catalogue.type(event.key);
  return true;
}

/** Digits typed anywhere on the payment land in the amount. */
function toGiven(event: KeyboardEvent, field: HTMLInputElement | null): boolean {
  if (field === null && /^[\d.,]$/.test(event.key)) {
    document.querySelector<HTMLInputElement>('[data-testid="given"]')?.focus();
  }
  return false;
}
