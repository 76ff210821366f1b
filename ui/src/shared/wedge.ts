// Knows a scanner by its hands: a keyboard wedge types faster than any person and ends with Enter.

/** The usual pause between two keys of a scan is at most this long, in milliseconds. */
export const SCAN_GAP = 50;
/** A single longer pause is a busy computer; only one as long as this ends the text. */
export const LOST = 300;
/** What parts the fields of a GS1 code. */
export const SEPARATOR = "\u001d";
const SHORTEST = 3;
/** Amounts and reasons are typed too, so there a scan must be as long as the shortest barcode. */
const SHORTEST_IN_ENTRY = 6;
const SHORTEST_ECHO = 10;

/** What the wedge has to know of a key press. */
export interface Press {
  key: string;
  timeStamp: number;
}

/** A field that a scan typed into, and what stood in it before. */
export interface Field {
  element: HTMLInputElement;
  before: string;
}

/** What a press turned out to be. */
export type Heard = { scan: string; field: Field | null } | "echo" | null;

/** Listens to key presses and says when they were a scan. */
export class Wedge {
  #text = "";
  #pauses: number[] = [];
  #last = Number.NEGATIVE_INFINITY;
  /** Until when another Enter belongs to the scan before it. */
  #echo = Number.NEGATIVE_INFINITY;
  #field: Field | null = null;

  /** `focused` is the field that this key goes to, `entry` whether that is another field than the search. */
  hear(press: Press, focused: HTMLInputElement | null, entry: boolean): Heard {
    if (press.key === "Shift" || press.key === "Control") return null;
    const pause = press.timeStamp - this.#last;
    this.#last = press.timeStamp;
    if (press.key === "Enter") return this.#end(pause, press.timeStamp, entry);
    if (press.key.length !== 1) {
      this.#text = "";
      return null;
    }
    // What was typed into a field that has gone since was a name or an amount, and the scan begins here.
    const gone = this.#field?.element.isConnected === false;
    if (pause > LOST || gone || this.#text === "") {
      this.#text = "";
      this.#pauses = [];
      this.#field = focused ? { element: focused, before: focused.value } : null;
    } else {
      this.#pauses.push(pause);
    }
    this.#text += press.key;
    return null;
  }

  #end(pause: number, now: number, entry: boolean): Heard {
    const text = this.#text;
    const field = this.#field;
    this.#text = "";
    this.#field = null;
    // Some scanners send a second Enter in the rhythm of the first: it means nothing.
    if (text === "" && now <= this.#echo) return "echo";
    const rhythm = middle([...this.#pauses, pause]);
    if (pause > LOST || rhythm > SCAN_GAP || !looksScanned(text, entry)) return null;
    this.#echo = now + Math.max(2 * rhythm, SHORTEST_ECHO);
    return { scan: text, field };
  }
}

function middle(pauses: number[]): number {
  const sorted = pauses.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function looksScanned(text: string, entry: boolean): boolean {
  if (!/\d/.test(text)) return false;
  if (!entry) return text.length >= SHORTEST;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what scanners send
  return text.length >= SHORTEST_IN_ENTRY && /^[\w\-\u001d]+$/.test(text);
}
