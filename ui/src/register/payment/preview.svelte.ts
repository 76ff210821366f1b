// What would go back for what is typed: asked of the register, never reckoned here.
import type { Platform } from "../../platform";

/** The change for the amount that was typed last. */
export class Preview {
  change = $state(0);
  missing = $state(0);
  /** Whether the figures are those of what is typed right now. */
  settled = $state(false);
  #asked = 0;
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Asks for `given`; nothing is taken. A refusal is said when the money is taken, not while somebody types. */
  ask(orderId: string, given: number | null): void {
    this.#asked += 1;
    const asked = this.#asked;
    this.settled = false;
    this.missing = 0;
    this.change = 0;
    if (given === null) return;
    void this.#platform.changeFor({ orderId, given }).then((answer) => {
      if (asked !== this.#asked || answer.status !== "ok") return;
      this.change = answer.data.change;
      this.missing = answer.data.missing;
      this.settled = true;
    });
  }
}
