// The keys of the payment screen: how to pay, what to undo, and the page that lists them.
import type { Register } from "../register.svelte";
import { methods } from "./paying.svelte";

/** A key on the payment screen. `true` when it meant something. */
export function paymentKey(
  event: KeyboardEvent,
  field: HTMLInputElement | null,
  register: Register,
): boolean {
  const method = methods.find((one) => one.key === event.key);
  if (method) {
    register.hush();
    register.paying.method = method.kind;
    return true;
  }
  const figure = field === null || field.inputMode === "decimal";
  if (event.key === "?" && figure) {
    register.openSheet("keys");
    return true;
  }
  // In a field with something in it, Delete belongs to the text.
  if (event.key === "Delete" && (field === null || field.value === "")) {
    void register.paying.undo();
    return true;
  }
  if (field === null && /^[\d.,]$/.test(event.key)) {
    document.querySelector<HTMLInputElement>("input[data-first]")?.focus();
  }
  return false;
}
