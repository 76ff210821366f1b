// What the register in memory holds, and what other registers do.
import type { BasketView, HeldBasket, PriceChange } from "../../src/platform";
import { Refused } from "./till";

interface Shelved {
  held: HeldBasket;
  basket: BasketView;
}

/** A held basket as the list shows it. */
export function heldOf(id: string, basket: BasketView, change: Partial<HeldBasket> = {}): HeldBasket {
  return {
    id,
    fence: 1,
    here: true,
    name: basket.name,
    registerName: "",
    heldBy: null,
    heldAt: new Date().toISOString(),
    kind: basket.kind,
    lines: basket.lines.length,
    gross: basket.totals.gross,
    forked: false,
    ...change,
  };
}

/** The shelf of held baskets. A test puts others' baskets there, and says what the catalogue and the server do. */
export class Shelf {
  #shelved: Shelved[] = [];
  #count = 0;
  /** Whether the server is away. */
  away = false;
  /** What has changed when the next basket is resumed. */
  changes: PriceChange[] = [];

  put(basket: BasketView, change: Partial<HeldBasket> = {}): HeldBasket {
    this.#count += 1;
    const id = `held-${this.#count}`;
    const held = heldOf(id, basket, change);
    this.#shelved.unshift({ held, basket: { ...basket, name: held.name } });
    return held;
  }

  list(here: boolean): HeldBasket[] {
    if (!here && this.away) throw new Refused("server_away", "The server can't be reached.");
    return this.#shelved.map(({ held }) => held).filter((held) => held.here === here);
  }

  take(id: string): BasketView {
    const found = this.#shelved.find(({ held }) => held.id === id);
    if (!found) throw new Refused("basket_taken", "Taken.", { register: "Register 3", state: "claimed" });
    if (this.away && !found.held.here) throw new Refused("held_elsewhere", "The server can't be reached.");
    this.drop(id);
    return found.basket;
  }

  drop(id: string): null {
    this.#shelved = this.#shelved.filter(({ held }) => held.id !== id);
    return null;
  }
}
