// The register's state, in one place. Screens call its verbs; every answer of the platform comes back through here.
import type {
  Answer,
  BasketChange,
  CommandError,
  Platform,
  RegisterState,
  SaleDone,
  SyncView,
} from "../platform";
import { behind } from "../shared/drawn";
import { ONE } from "../shared/entry";
import { errorWords } from "../shared/errors";
import { type Formats, formatsOf } from "../shared/format";
import type { ErrorFacts } from "../shared/messages/facts";
import { words } from "../shared/words.svelte";
import { Basket } from "./basket.svelte";
import { Catalogue } from "./catalogue.svelte";
import { Held } from "./held/held.svelte";
import { Paying } from "./payment/paying.svelte";
import { People } from "./people/people.svelte";
import { PriceChanges } from "./prices/changes.svelte";
import { Returns } from "./returns/returns.svelte";

/** What the selling screens are showing. */
export type View = "selling" | "payment" | "done" | "shift" | "returns";
/** What lies over the selling screen. */
export type Sheet =
  | "quantity"
  | "price"
  | "void"
  | "keys"
  | "receipt"
  | "discount"
  | "note"
  | "drawer"
  | "hold"
  | "held"
  | "changes";
/** What the message area says. */
export interface Message {
  tone: "info" | "error";
  text: string;
}

/** One register. */
export class Register {
  state = $state.raw<RegisterState | null>(null);
  view = $state<View>("selling");
  sheet = $state<Sheet | null>(null);
  message = $state.raw<Message | null>(null);
  /** Said to people who listen instead of looking. */
  spoken = $state("");
  done = $state.raw<SaleDone | null>(null);
  /** Whether the server has the sale that was just done. */
  sent = $state(false);
  busy = $state(false);
  readonly basket = new Basket();
  readonly catalogue: Catalogue;
  readonly paying: Paying;
  readonly returns: Returns;
  readonly people: People = new People(this);
  readonly held: Held;
  readonly prices: PriceChanges;
  readonly platform: Platform;
  readonly formats: Formats = $derived(
    formatsOf(
      this.state?.locale ?? "en-GB",
      this.state?.currency ?? "GBP",
      this.state?.currencyExponent ?? 2,
    ),
  );
  /** One command at a time, in the order in which they were asked for. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(platform: Platform) {
    this.platform = platform;
    this.catalogue = new Catalogue(platform);
    this.paying = new Paying(this);
    this.returns = new Returns(this);
    this.held = new Held(this);
    this.prices = new PriceChanges(this);
  }

  /** Whether a scan can go into a basket. */
  get sells(): boolean {
    return Boolean(this.state?.enrolled && this.state.staff && this.state.shift) && this.view !== "shift";
  }

  /** Shows what came with the page; behind the first picture it listens, and reads everything from then on. */
  async start(): Promise<void> {
    const first = this.platform.firstLook();
    if (first) {
      this.catalogue.show(first.tiles, first.categories);
      this.show(first.state);
      await behind();
    }
    // Each is a way to the program and back: side by side they are one.
    await Promise.all([
      this.platform.onSyncChanged((sync) => this.#synced(sync)),
      this.platform.onPeopleChanged(() => void this.refresh()),
      this.platform.onCatalogueChanged(() => {
        void this.catalogue.load();
        void this.prices.load();
      }),
    ]);
    // What changed before anybody listened was told to nobody.
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const catalogue = this.catalogue.load();
    const state = await this.ask(() => this.platform.registerState());
    if (state) this.show(state);
    await catalogue;
    if (!state) return;
    await this.held.count();
    await this.prices.load();
  }

  show(state: RegisterState): void {
    const first = this.state === null;
    this.state = state;
    this.basket.show(state.basket);
    if (!state.payment && this.view !== "payment") this.paying.show(null);
    if (!state.payment) return;
    this.paying.show(state.payment);
    // A register that went out between two tenders goes on between them.
    if (first) this.view = "payment";
  }

  patch(change: Partial<RegisterState>): void {
    if (this.state) this.state = { ...this.state, ...change };
  }

  /** Runs one command after those before it. When it is refused it says why, and there is no answer. */
  async ask<T>(command: () => Promise<Answer<T>>, facts: ErrorFacts = {}): Promise<T | undefined> {
    const turn = this.#turn.then(command);
    this.#turn = turn.catch(() => null);
    return this.#answered(turn, facts);
  }

  /**
   * Runs a command that may wait for the network after those before it. Those after it do not wait for it, so what it
   * brings may be older than what they bring.
   */
  async aside<T>(command: () => Promise<Answer<T>>, facts: ErrorFacts = {}): Promise<T | undefined> {
    return this.#answered(this.#turn.then(command), facts);
  }

  async #answered<T>(asked: Promise<Answer<T>>, facts: ErrorFacts): Promise<T | undefined> {
    try {
      const answer = await asked;
      if (answer.status === "ok") return answer.data;
      this.refused(answer.error, facts);
    } catch {
      this.refused(null);
    }
    return undefined;
  }

  /** Says why something was refused; without a reason it was not even answered. */
  refused(error: CommandError | null, facts: ErrorFacts = {}): void {
    const coin = error?.details.coin;
    if (coin) facts = { coin: this.formats.money(Number(coin)), ...facts };
    this.say("error", error ? errorWords(error, words.say, facts) : words.say.app.keepOpen);
  }

  say(tone: Message["tone"], text: string): void {
    this.message = { tone, text };
  }

  hush(): void {
    this.message = null;
  }

  /** Lays a sheet over the screen. */
  openSheet(sheet: Sheet): void {
    this.hush();
    this.sheet = sheet;
  }

  /** Puts the sheet away, and with it the error that was said in it. */
  closeSheet(): void {
    this.sheet = null;
    if (this.message?.tone === "error") this.hush();
  }

  /** Adds what was scanned or chosen, from whichever screen. */
  async addLine(text: string, quantity = ONE): Promise<boolean> {
    // A scan while the money is being taken belongs to the next customer.
    if (this.busy) await this.#turn;
    if (this.view === "payment" && this.paying.partly) {
      this.say("error", words.say.errors.tenders_taken());
      return false;
    }
    if (this.view !== "selling") this.sell();
    return this.change(() => this.platform.addLine({ text, quantity }), { text });
  }

  changeQuantity(number: number, quantity: number): Promise<boolean> {
    return this.change(() => this.platform.changeQuantity({ number, quantity }));
  }

  overridePrice(number: number, priceE4: number, reason: string): Promise<boolean> {
    return this.change(() =>
      this.people.withLeave("price", (authorisation) =>
        this.platform.overridePrice({ number, priceE4, reason, authorisation }),
      ),
    );
  }

  removeLine(number: number): Promise<boolean> {
    return this.change(() => this.platform.removeLine({ number }));
  }

  /** Runs a command once, however often it is pressed. */
  once<T>(command: () => Promise<Answer<T>>): Promise<T | undefined> {
    return this.verb(command);
  }

  /** Runs a command that changes one line, and shows what it did. */
  async change(command: () => Promise<Answer<BasketChange>>, facts: ErrorFacts = {}): Promise<boolean> {
    const change = await this.ask(command, facts);
    if (!change) return false;
    this.hush();
    if (!this.basket.take(change)) {
      const whole = await this.ask(() => this.platform.basket());
      if (whole) this.basket.show(whole);
    }
    const { name, quantity, gross } = change.line;
    const { say } = words;
    this.spoken = say.selling.added(this.formats.quantity(quantity), name, this.formats.money(gross));
    if (change.removed !== null) this.say("info", say.selling.removed(name));
    return true;
  }

  async voidBasket(): Promise<void> {
    if ((await this.verb(() => this.platform.voidBasket())) === undefined) return;
    this.basket.show(null);
    this.paying.show(null);
    this.say("info", words.say.selling.voided);
  }

  async startRefund(): Promise<void> {
    const basket = await this.ask(() =>
      this.people.withLeave("refund", (authorisation) => this.platform.startRefund({ authorisation })),
    );
    if (!basket) return;
    this.hush();
    this.basket.show(basket);
  }

  async beginPayment(): Promise<void> {
    if (this.basket.lines.length === 0) return this.say("info", words.say.selling.nothingSelected);
    const payment = await this.verb(() =>
      this.people.withLeave("payment", (authorisation) => this.platform.beginPayment({ authorisation })),
    );
    if (!payment) return;
    this.hush();
    this.paying.show(payment);
    this.view = "payment";
  }

  /** The last tender was taken: shows what it ended in. */
  paid(done: SaleDone): void {
    this.basket.show(null);
    this.catalogue.clear();
    this.paying.show(null);
    this.done = done;
    this.sent = false;
    this.patch({ basket: null, lastSale: done });
    this.view = "done";
  }

  /** On to the shift; what was said of the basket stays there. */
  showShift(): void {
    this.hush();
    this.view = "shift";
  }

  /** Back to selling, with the basket as it is. */
  sell(): void {
    this.view = "selling";
    this.paying.leave();
    this.done = null;
    this.hush();
  }

  /** One press, one command: presses while it runs are dropped. */
  async verb<T>(command: () => Promise<Answer<T>>, facts: ErrorFacts = {}): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    try {
      return await this.ask(command, facts);
    } finally {
      this.busy = false;
    }
  }

  async #synced(sync: SyncView): Promise<void> {
    this.patch({ sync });
    if (this.view !== "done" || this.sent || sync.state !== "online" || sync.waitingSales > 0) return;
    // That news may be older than the sale on show, so it counts only when the register says so now.
    const now = await this.platform.registerState();
    if (now.status === "ok" && now.data.sync.waitingSales === 0 && now.data.sync.state === "online")
      this.sent = true;
  }
}
