// Which lines of the open basket cost something else by now. They keep their price until somebody takes the new one.
import type { PriceChange } from "../../platform";
import type { Register } from "../register.svelte";

/** What is to be said about prices. */
export class PriceChanges {
  #all = $state.raw<readonly PriceChange[]>([]);
  /** Those that somebody has looked at. */
  #seen = $state.raw<readonly string[]>([]);
  readonly #register: Register;

  /** Those that are still true of the basket and that nobody has looked at. */
  readonly open = $derived.by(() => this.#all.filter((change) => this.#isOpen(change)));

  constructor(register: Register) {
    this.#register = register;
  }

  #isOpen(change: PriceChange): boolean {
    const { basket, held } = this.#register;
    const line = basket.lines.find((line) => line.number === change.line);
    const same = line?.code === change.code && line.unitPriceE4 === change.wasE4;
    // What a resumed basket has shown already is not said twice.
    const seen = [...this.#seen, ...held.changes.map(name)];
    return same && !seen.includes(name(change));
  }

  /** Asks again, when the catalogue is another one. */
  async load(): Promise<void> {
    const { basket, platform } = this.#register;
    if (basket.lines.length === 0) {
      this.#all = [];
      this.#seen = [];
      return;
    }
    // Without an answer nothing is said; the lines have their prices either way.
    const answer = await platform.basketChanges().catch(() => null);
    if (answer?.status === "ok") this.#all = answer.data;
  }

  /** Shows them line by line, with what can be done about each. */
  look(): void {
    const changes = this.open;
    const register = this.#register;
    this.#seen = [...this.#seen, ...changes.map(name)];
    register.held.changes = changes;
    register.held.decisions = {};
    register.openSheet("changes");
  }
}

function name({ line, code, wasE4, nowE4 }: PriceChange): string {
  return [line, code, wasE4, nowE4 ?? "gone"].join(" ");
}
