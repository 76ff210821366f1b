// The keys of the returns screen.
import type { Register } from "../register.svelte";

/** A key on the returns screen. `true` when it meant something. */
export function returnsKey(
  event: KeyboardEvent,
  field: HTMLInputElement | null,
  register: Register,
): boolean {
  const { returns } = register;
  if (event.key === "?") {
    register.openSheet("keys");
    return true;
  }
  if (event.key === "F2" && returns.found) {
    returns.all();
    return true;
  }
  if (event.key === "F10") {
    void returns.bringBack();
    return true;
  }
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) return walk(by);
  // A letter or a digit belongs to the number, wherever the focus is.
  const steps = ["+", "-", " "].includes(event.key);
  if (field === null && event.key.length === 1 && !steps) document.getElementById("receipt-number")?.focus();
  return false;
}

/** On to the next line that can come back, from the field as well. */
function walk(by: number): boolean {
  const lines = [...document.querySelectorAll<HTMLButtonElement>("[data-return-line]:not(:disabled)")];
  if (lines.length === 0) return false;
  const at = lines.indexOf(document.activeElement as HTMLButtonElement);
  const next = at < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(Math.max(at + by, 0), lines.length - 1);
  lines[next]?.focus();
  return true;
}
