// A cashier's hands for the tests of the screens: keys with the time they were pressed at, scans, taps.
import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import App from "../src/App.svelte";
import type { RegisterState } from "../src/platform";
import { later as screens } from "../src/register/later.svelte";
import { MemoryRegister, standing } from "./register/memory";

let now = 1000;

/** Lets every command that is under way come back and be drawn. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 12; i += 1) await Promise.resolve();
  await tick();
  await new Promise((resolve) => setTimeout(resolve, 0));
  await tick();
}

/** A register whose screens are up. */
export async function opened(
  change: Partial<RegisterState> = {},
  prepare: (register: MemoryRegister) => void = () => undefined,
): Promise<MemoryRegister> {
  const register = new MemoryRegister(standing(change));
  await screens.fetch();
  screens.begun = true;
  prepare(register);
  render(App, { props: { platform: register, language: "en" } });
  await settle();
  return register;
}

export function seen(testid: string): HTMLElement | null {
  return document.querySelector(`[data-testid="${testid}"]`);
}
export function on(testid: string): HTMLElement {
  const element = seen(testid);
  if (!element) throw new Error(`nothing on the screen is called ${testid}`);
  return element;
}
export const text = (testid: string) => on(testid).textContent?.replace(/\s+/g, " ").trim() ?? "";

function stroke(key: string, gap: number, more: KeyboardEventInit = {}): void {
  now += gap;
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, "timeStamp", { value: now });
  const goesOn = target.dispatchEvent(event);
  if (!goesOn) return;
  const field = document.activeElement;
  if (field instanceof HTMLInputElement && key.length === 1) {
    field.value += key;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (field instanceof HTMLButtonElement && (key === "Enter" || key === " ")) field.click();
}

/** Presses keys as a person does. */
export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const [name = key, shift] = key.startsWith("Shift+") ? [key.slice(6), true] : [key, false];
    stroke(name, 120, { shiftKey: shift === true });
    await settle();
  }
}

/** Types as a person does. */
export async function type(words: string): Promise<void> {
  await press(...words);
}

/** Types as a scanner does, Enter included; some send two. */
export async function scan(code: string, enters = 1): Promise<void> {
  now += 500;
  for (const key of code) stroke(key, 5);
  for (let i = 0; i < enters; i += 1) stroke("Enter", 5);
  await settle();
}

export async function tap(testid: string): Promise<void> {
  click(testid, 1);
  await settle();
}

/** One click; `detail` counts those that come right after one another in the same place, as a browser does. */
export function click(testid: string, detail: number): void {
  on(testid).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail }));
}

/** An answer that comes when the test says so. */
export function later<T>(): { promise: Promise<T>; come: (answer: T) => void } {
  let come: (answer: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    come = resolve;
  });
  return { promise, come };
}
