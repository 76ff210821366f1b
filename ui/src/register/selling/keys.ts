// The keys of the selling screen: one list for the buttons, the page behind `?`, and the hand on the keyboard.
import type { Messages } from "../../shared/messages/en";
import type { Register, Sheet } from "../register.svelte";

/** Something that a key and a button do. */
export interface Action {
  id:
    | "quantity"
    | "discount"
    | "price"
    | "note"
    | "remove"
    | "void"
    | "hold"
    | "return"
    | "refund"
    | "drawer"
    | "shift";
  /** As the keyboard calls it. */
  key: string;
  shift?: true;
  /** As it is printed on the button. */
  print: string;
  /** For aria-keyshortcuts. */
  shortcut: string;
  /** What has to be there for it to make sense. */
  needs: "line" | "nothing";
  /** Where its button is, when not in the bar below the tiles. */
  place?: "basket" | "top";
  run(register: Register): void;
  /** What the button says, where that depends on how things stand. */
  label?(register: Register, say: Messages): string;
}

export const actions: readonly Action[] = [
  { id: "quantity", key: "F2", print: "F2", shortcut: "F2", needs: "line", run: (r) => open(r, "quantity") },
  { id: "discount", key: "F3", print: "F3", shortcut: "F3", needs: "line", run: (r) => open(r, "discount") },
  { id: "price", key: "F4", print: "F4", shortcut: "F4", needs: "line", run: (r) => open(r, "price") },
  { id: "note", key: "F6", print: "F6", shortcut: "F6", needs: "line", run: (r) => open(r, "note") },
  {
    id: "remove",
    key: "Delete",
    print: "Del",
    shortcut: "Delete",
    needs: "line",
    place: "basket",
    run: remove,
  },
  {
    id: "void",
    key: "Delete",
    shift: true,
    print: "⇧ Del",
    shortcut: "Shift+Delete",
    needs: "line",
    place: "basket",
    run: (r) => open(r, "void"),
  },
  {
    id: "hold",
    key: "F7",
    print: "F7",
    shortcut: "F7",
    needs: "nothing",
    run: (r) => r.openSheet(holds(r) ? "hold" : "held"),
    label: (r, say) =>
      holds(r) ? say.actions.hold : say.held.action(r.held.here.length, r.formats.count(r.held.here.length)),
  },
  {
    id: "return",
    key: "F8",
    print: "F8",
    shortcut: "F8",
    needs: "nothing",
    run: (r) => r.returns.open(),
  },
  {
    id: "refund",
    key: "F8",
    shift: true,
    print: "⇧ F8",
    shortcut: "Shift+F8",
    needs: "nothing",
    run: (r) => void r.startRefund(),
  },
  {
    id: "drawer",
    key: "F9",
    print: "F9",
    shortcut: "F9",
    needs: "nothing",
    run: (r) => open(r, "drawer"),
  },
  {
    id: "shift",
    key: "F10",
    print: "F10",
    shortcut: "F10",
    needs: "nothing",
    place: "top",
    run: (r) => r.showShift(),
  },
];

function open(register: Register, sheet: Sheet): void {
  register.openSheet(sheet);
}

/** With goods in the basket the key puts it aside, without any it shows what was. */
const holds = (register: Register) => register.basket.lines.length > 0;

function remove(register: Register): void {
  const number = register.basket.selected;
  if (number !== null) void register.removeLine(number);
}

/** Whether an action can run now. An open refund without lines can still be voided. */
export function possible(action: Action, register: Register): boolean {
  if (action.id === "void" && register.basket.open) return true;
  return action.needs === "nothing" || register.basket.line !== null;
}

/** Runs an action, or says what is missing. */
export function act(action: Action, register: Register, say: Messages): void {
  if (possible(action, register)) action.run(register);
  else register.say("info", say.selling.nothingSelected);
}

const LINES_PER_PAGE = 8;
const moves: Partial<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -LINES_PER_PAGE,
  PageDown: LINES_PER_PAGE,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** A key on the selling screen that is no text. `true` when it meant something. */
export function sellingKey(event: KeyboardEvent, register: Register, say: Messages): boolean {
  const { catalogue, basket } = register;
  const empty = catalogue.text === "";
  if (event.key === "?" && empty) return set(register, "keys");
  if (event.key === "F5" && register.state?.lastSale) return set(register, "receipt");
  if (event.key === "Escape") return stepBack(register);
  // With something typed, Delete belongs to the text.
  const action = actions.find((a) => a.key === event.key && (a.shift === true) === event.shiftKey);
  if (action && (empty || action.key !== "Delete")) {
    act(action, register, say);
    return true;
  }
  const by = moves[event.key];
  if (by !== undefined) {
    if (catalogue.searching && Math.abs(by) === Number.POSITIVE_INFINITY) return false;
    (catalogue.searching ? catalogue : basket).move(by);
    return true;
  }
  if (empty && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    void catalogue.step(event.key === "ArrowRight" ? 1 : -1);
    return true;
  }
  return false;
}

function set(register: Register, sheet: "keys" | "receipt"): true {
  register.openSheet(sheet);
  return true;
}

/** One step back: the message, then what was typed. The basket is never touched. */
function stepBack(register: Register): true {
  if (register.message) register.hush();
  else register.catalogue.clear();
  return true;
}
