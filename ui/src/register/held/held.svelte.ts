// Held baskets: what waits here and elsewhere, and what has changed in the catalogue since one was put aside.
import type { HeldBasket, PriceChange } from "../../platform";
import { words } from "../../shared/words.svelte";
import type { Register } from "../register.svelte";

/** What became of a changed price: kept unless the cashier said something else. */
export type Decision = "kept" | "taken" | "removed";

/** The verbs of holding and going on. */
export class Held {
  here = $state.raw<readonly HeldBasket[]>([]);
  elsewhere = $state.raw<readonly HeldBasket[]>([]);
  /** How it stands with the other registers' baskets. */
  sight = $state<"looking" | "seen" | "away">("looking");
  changes = $state.raw<readonly PriceChange[]>([]);
  decisions = $state<Record<number, Decision>>({});
  /** The basket that is being asked for; the server may take its time. */
  asking = $state<string | null>(null);
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  /** Reads what this register holds: it is shown on the button. */
  async count(): Promise<void> {
    const register = this.#register;
    const here = await register.ask(() => register.platform.heldHere());
    if (here) this.here = here;
  }

  /** Reads both lists. The server's comes when it comes, and selling does not wait for it. */
  async look(): Promise<void> {
    this.sight = "looking";
    this.elsewhere = [];
    await this.count();
    const answer = await this.#register.platform.heldElsewhere().catch(() => null);
    if (answer?.status === "ok") this.elsewhere = answer.data;
    this.sight = answer?.status === "ok" ? "seen" : "away";
  }

  async hold(name: string): Promise<boolean> {
    const register = this.#register;
    const held = await register.once(() => register.platform.holdBasket({ name }));
    if (!held) return false;
    register.basket.show(null);
    register.closeSheet();
    register.say("info", words.say.held.held(held.name));
    await this.count();
    return true;
  }

  /** Goes on with a basket. What has changed meanwhile is shown before anything else. */
  async resume(held: HeldBasket): Promise<boolean> {
    if (this.asking !== null) return false;
    const register = this.#register;
    const { id, fence, name } = held;
    this.asking = id;
    // Not in the queue of commands: scans don't wait until the server answers.
    const resumed = await register.aside(() => register.platform.resumeBasket({ id, fence }));
    this.asking = null;
    if (!resumed) {
      // Somebody else may have it by now: the list says so.
      void this.look();
      return false;
    }
    // A scan may have got into it by now: the queue knows how it stands.
    const now = await register.ask(() => register.platform.basket());
    register.basket.show(now ?? resumed.basket);
    if (register.sheet === "held") register.closeSheet();
    register.say("info", words.say.held.resumed(name));
    await this.#showChanges(resumed.changes);
    await this.count();
    return true;
  }

  /** Where somebody has gone on to something else meanwhile, the basket itself says that prices have changed. */
  async #showChanges(changes: readonly PriceChange[]): Promise<void> {
    const register = this.#register;
    const here = register.view === "selling" && register.sheet === null;
    this.changes = here ? changes : [];
    this.decisions = {};
    if (!here) await register.prices.load();
    else if (changes.length > 0) register.openSheet("changes");
  }

  async giveUp(held: HeldBasket): Promise<void> {
    const register = this.#register;
    if ((await register.once(() => register.platform.voidHeld({ id: held.id }))) === undefined) return;
    register.spoken = words.say.held.givenUp(held.name);
    await this.count();
  }

  async takePrice(change: PriceChange): Promise<void> {
    const { line: number } = change;
    const register = this.#register;
    if (await register.change(() => register.platform.takeNewPrice({ number })))
      this.decisions[number] = "taken";
  }

  async takeOut(change: PriceChange): Promise<void> {
    if (await this.#register.removeLine(change.line)) this.decisions[change.line] = "removed";
  }

  /** Takes the new price of every line that still has its old one. */
  async takeAll(): Promise<void> {
    for (const change of this.changes) {
      if (change.nowE4 !== null && !this.decisions[change.line]) await this.takePrice(change);
    }
  }
}

/** How long a basket has been waiting, in the words of the list. */
export function age(heldAt: string, now: Date, date: (when: Date) => string): string {
  const when = new Date(heldAt);
  const minutes = Math.floor((now.getTime() - when.getTime()) / 60_000);
  const say = words.say.held;
  if (minutes < 1) return say.justNow;
  if (minutes < 60) return say.minutes(minutes);
  if (minutes < 24 * 60) return say.hours(Math.floor(minutes / 60));
  return date(when);
}
