// The hand on the keyboard and the hand with the scanner, wherever the focus is.
import { readScan } from "../shared/entry";
import { textField } from "../shared/focus";
import { type Field, SEPARATOR, type Wedge } from "../shared/wedge";
import { words } from "../shared/words.svelte";
import { paymentKey } from "./payment/keys";
import type { Register } from "./register.svelte";
import { returnsKey } from "./returns/keys";
import { sellingKey } from "./selling/keys";
import type { Session } from "./session.svelte";

const SEARCH = "search";
const search = () => document.getElementById(SEARCH);

/** Hears every key before the focused element does. */
export function hear(event: KeyboardEvent, wedge: Wedge, register: Register, session: Session): void {
  // A scanner types the separator within GS1 codes so.
  const separator = event.ctrlKey && event.key === "]";
  if (event.isComposing || ((event.ctrlKey || event.metaKey || event.altKey) && !separator)) return;
  const field = textField(event.target);
  if (asksForPin(register, session)) {
    onPin(event, field, wedge, register, session);
    return;
  }
  if (event.key === "F12" && register.state?.staff) {
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey || !register.people.here?.hasPin) register.people.open = true;
    else void register.people.lock();
    return;
  }
  if (session.place === "selling" && register.sells) {
    const key = separator ? SEPARATOR : event.key;
    const press = { key, timeStamp: event.timeStamp };
    const heard = wedge.hear(press, field, field !== null && field.id !== SEARCH);
    if (heard !== null) {
      event.preventDefault();
      event.stopPropagation();
      if (heard !== "echo") void scanned(heard.scan, heard.field, register);
      return;
    }
  }
  if (separator) return;
  if (event.key === "Escape" && session.rejoining && !session.joining) session.rejoin(false);
  if (session.place === "signIn" && event.key === "Escape" && session.waiting) void session.cancelSignIn();
  if (session.place === "selling" && register.sheet === null && pressed(event, field, register)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

/** A scan goes into the basket, and what it typed on its way goes out of the field again. */
async function scanned(scan: string, field: Field | null, register: Register): Promise<void> {
  if (register.view === "returns") return register.returns.find(scan);
  if (field?.element.dataset.scan === "here") {
    field.element.value = scan;
    field.element.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
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
      return backOn(event, register) || paymentKey(event, field, register);
    case "returns":
      return backOn(event, register) || returnsKey(event, field, register);
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
  const { catalogue } = register;
  const typed = catalogue.text;
  const asked = await catalogue.resolve();
  if (!asked) return register.beginPayment();
  // The beginning of the next scan may stand behind it by now, and stays.
  catalogue.type(catalogue.text.startsWith(typed) ? catalogue.text.slice(typed.length) : catalogue.text);
  const taken = await register.addLine(asked.text, asked.quantity);
  if (!taken && catalogue.text === "") catalogue.type(typed);
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

/** Whether digits are a PIN just now. */
function asksForPin(register: Register, session: Session): boolean {
  const { people } = register;
  return people.open || people.leave !== null || session.place === "unlock" || session.place === "choosePin";
}

/** A scan is no PIN: what it typed goes out of the field again. Everything else belongs to the fields themselves. */
function onPin(
  event: KeyboardEvent,
  field: HTMLInputElement | null,
  wedge: Wedge,
  register: Register,
  session: Session,
): void {
  const heard = wedge.hear(event, field, true);
  if (heard !== null) {
    event.preventDefault();
    event.stopPropagation();
    if (heard !== "echo") unscanned(heard.field, register);
  } else if (event.key === "Escape" && session.place === "choosePin" && !register.people.open) {
    event.preventDefault();
    register.people.later();
  }
}

function unscanned(field: Field | null, register: Register): void {
  if (field) {
    field.element.value = field.before;
    field.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
  register.say("error", words.say.people.scanned);
}
