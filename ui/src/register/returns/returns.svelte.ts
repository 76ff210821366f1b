// Goods that come back against a receipt: the receipt that was found, what is chosen of it, and what that is worth.
import type { QuotedLine, ReceiptFound, ReturnableLine } from "../../platform";
import { ONE } from "../../shared/entry";
import type { Register } from "../register.svelte";

/** One return that is being put together. */
export class Returns {
  /** What is typed of the receipt's number. */
  text = $state("");
  found = $state.raw<ReceiptFound | null>(null);
  /** How many of each line come back, in thousandths. */
  chosen = $state.raw<ReadonlyMap<number, number>>(new Map());
  quoted = $state.raw<readonly QuotedLine[]>([]);
  /** What would be paid back, negative; none while nothing is chosen. */
  gross = $state<number | null>(null);
  /** Whether a receipt is being looked for; the server may take its time. */
  looking = $state(false);
  #asked = 0;
  /** Which search is the newest: an earlier one that comes back has nothing more to say. */
  #looked = 0;
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  /** Opens the screen, empty. */
  open(): void {
    this.text = "";
    this.looking = false;
    this.#looked += 1;
    this.#show(null);
    this.#register.hush();
    this.#register.view = "returns";
  }

  /** Looks the receipt up: on this register, else at the server. */
  async find(text = this.text): Promise<void> {
    const register = this.#register;
    this.text = text.trim();
    const { text: wanted } = this;
    if (wanted === "") return;
    this.#looked += 1;
    const looked = this.#looked;
    this.looking = true;
    // Not in the queue of commands: whoever goes back to the basket meanwhile scans at once.
    const answer = await register.platform.findReceipt(wanted).catch(() => null);
    if (looked !== this.#looked) return;
    this.looking = false;
    if (register.view !== "returns") return;
    if (answer?.status !== "ok") return register.refused(answer?.error ?? null, { text: wanted });
    register.hush();
    if (this.text.trim() === wanted) this.text = answer.data.number;
    this.#show(answer.data);
  }

  /** Whether any of a line can come back. */
  can(line: ReturnableLine): boolean {
    return line.left > 0 && !line.inBasket;
  }

  of(line: ReturnableLine): number {
    return this.chosen.get(line.number) ?? 0;
  }

  /** What would be paid back for a line. */
  worth(line: ReturnableLine): number | null {
    return this.quoted.find((quote) => quote.number === line.number)?.gross ?? null;
  }

  /** One more or one fewer of a line; the last step takes what is left of it, be it less than one. */
  step(line: ReturnableLine, by: 1 | -1): void {
    const now = this.of(line);
    const next = by > 0 ? Math.min(now + ONE, line.left) : Math.max(Math.ceil(now / ONE) * ONE - ONE, 0);
    this.#choose(line, next);
  }

  /** All of a line, or none of it. */
  toggle(line: ReturnableLine): void {
    this.#choose(line, this.of(line) > 0 ? 0 : line.left);
  }

  /** All that can come back. */
  all(): void {
    const lines = this.found?.lines.filter((line) => this.can(line)) ?? [];
    this.chosen = new Map(lines.map((line) => [line.number, line.left]));
    void this.#quote();
  }

  /** Puts what is chosen into the basket and goes back to selling. */
  async bringBack(): Promise<void> {
    const register = this.#register;
    const request = this.#request();
    if (!request || request.lines.length === 0) return;
    const basket = await register.verb(() =>
      register.people.withLeave("return", (authorisation) =>
        register.platform.bringBack({ ...request, authorisation }),
      ),
    );
    if (!basket) return;
    register.basket.show(basket);
    register.sell();
  }

  #show(found: ReceiptFound | null): void {
    this.found = found;
    this.chosen = new Map();
    this.quoted = [];
    this.gross = null;
    this.#asked += 1;
  }

  #choose(line: ReturnableLine, quantity: number): void {
    if (!this.can(line)) return;
    const chosen = new Map(this.chosen);
    if (quantity > 0) chosen.set(line.number, quantity);
    else chosen.delete(line.number);
    this.chosen = chosen;
    void this.#quote();
  }

  #request() {
    if (!this.found) return null;
    const lines = Array.from(this.chosen, ([number, quantity]) => ({ number, quantity }));
    return { receipt: this.found.number, lines };
  }

  /** The register reckons; the screen only shows. */
  async #quote(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const request = this.#request();
    if (!request || request.lines.length === 0) {
      this.quoted = [];
      this.gross = null;
      return;
    }
    const answer = await this.#register.platform.quoteReturn(request);
    if (asked !== this.#asked) return;
    if (answer.status === "error") return this.#register.refused(answer.error);
    this.quoted = answer.data.lines;
    this.gross = answer.data.gross;
  }
}
