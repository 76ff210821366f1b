// Where the keyboard goes when a screen or a sheet opens.
import type { Attachment } from "svelte/attachments";

/** Focuses the element as soon as it is there, and selects what is in it. */
export const focused: Attachment<HTMLElement> = (element) => {
  element.focus();
  if (element instanceof HTMLInputElement) element.select();
};

/** Focuses the field as soon as it is there, ready to go on typing after what is in it. */
export const goOnTyping: Attachment<HTMLInputElement> = (field) => {
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
};

/** The text field that `target` is, if keys typed into it are text. */
export function textField(target: EventTarget | null): HTMLInputElement | null {
  const typed = target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
  return typed ? target : null;
}
