// The basket as the screen shows it. Its figures come finished with every change; nothing here is added up.
import type { BasketChange, BasketView, DiscountView, Kind, LineView, TotalsView } from "../platform";

const NOTHING: TotalsView = { lines: 0, items: 0, net: 0, tax: 0, gross: 0, discounts: 0, taxes: [] };

/** The lines, what they come to, and which of them is lit. */
export class Basket {
  lines = $state.raw<readonly LineView[]>([]);
  totals = $state.raw<TotalsView>(NOTHING);
  kind = $state<Kind>("sale");
  /** What is taken off the whole basket. */
  discount = $state.raw<DiscountView | null>(null);
  note = $state<string | null>(null);
  /** What it was called while it was held. */
  name = $state("");
  /** Whether there is one at all: a refund is open before its first line. */
  open = $state(false);
  /** The number of the lit line. */
  selected = $state<number | null>(null);
  #revision = 0;

  readonly index = $derived(this.lines.findIndex((line) => line.number === this.selected));
  readonly line = $derived<LineView | null>(this.lines[this.index] ?? null);

  /** Shows a whole basket, or none. */
  show(view: BasketView | null): void {
    this.lines = view?.lines ?? [];
    this.totals = view?.totals ?? NOTHING;
    this.kind = view?.kind ?? "sale";
    this.discount = view?.discount ?? null;
    this.note = view?.note ?? null;
    this.name = view?.name ?? "";
    this.open = view !== null;
    this.#revision = view?.revision ?? 0;
    this.selected = this.lines.at(-1)?.number ?? null;
  }

  /** Takes one change. `false`: a change before it was missed, so the basket has to be asked for as a whole. */
  take(change: BasketChange): boolean {
    const missed = change.revision !== this.#revision + 1;
    const at = this.lines.findIndex((line) => line.number === change.line.number);
    if (change.removed !== null) {
      this.lines = this.lines.filter((line) => line.number !== change.removed);
      const next = this.lines[Math.min(Math.max(at, 0), this.lines.length - 1)];
      this.selected = next?.number ?? null;
    } else {
      this.lines = at < 0 ? [...this.lines, change.line] : this.lines.with(at, change.line);
      this.selected = change.line.number;
    }
    this.totals = change.totals;
    this.kind = change.kind;
    this.open = true;
    this.#revision = change.revision;
    return !missed;
  }

  /** Lights the line `by` places further on, as far as there are lines. */
  move(by: number): void {
    if (this.lines.length === 0) return;
    const from = this.index < 0 ? this.lines.length : this.index;
    const to = Math.min(Math.max(from + by, 0), this.lines.length - 1);
    this.selected = this.lines[to]?.number ?? null;
  }
}
