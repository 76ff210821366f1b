// The register's state, in one place. Screens call its verbs; every answer of the platform comes back through here.
import type {
  Answer,
  BasketChange,
  CommandError,
  PaymentView,
  Platform,
  RegisterState,
  SaleDone,
  SyncView,
} from "../platform";
import { ONE } from "../shared/entry";
import { errorWords } from "../shared/errors";
import { Formats } from "../shared/format";
import type { ErrorFacts } from "../shared/messages/en";
import { words } from "../shared/words.svelte";
import { Basket } from "./basket.svelte";
import { Catalogue } from "./catalogue.svelte";

/** What the selling screens are showing. */
export type View = "selling" | "payment" | "done" | "shift";
/** What lies over the selling screen. */
export type Sheet = "quantity" | "price" | "void" | "keys" | "receipt";
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
  payment = $state.raw<PaymentView | null>(null);
  done = $state.raw<SaleDone | null>(null);
  /** Whether the server has the sale that was just done. */
  sent = $state(false);
  busy = $state(false);
  readonly basket = new Basket();
  readonly catalogue: Catalogue;
  readonly platform: Platform;
  readonly formats = $derived(
    new Formats(
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
  }

  /** Whether a scan can go into a basket. */
  get sells(): boolean {
    return Boolean(this.state?.enrolled && this.state.staff && this.state.shift) && this.view !== "shift";
  }

  /** Reads everything and listens from then on. */
  async start(): Promise<void> {
    await this.platform.onSyncChanged((sync) => this.#synced(sync));
    await this.platform.onCatalogueChanged(() => void this.catalogue.load());
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const state = await this.ask(() => this.platform.registerState());
    if (!state) return;
    this.show(state);
    await this.catalogue.load();
  }

  show(state: RegisterState): void {
    this.state = state;
    this.basket.show(state.basket);
  }

  patch(change: Partial<RegisterState>): void {
    if (this.state) this.state = { ...this.state, ...change };
  }

  /** Runs one command after those before it. When it is refused it says why, and there is no answer. */
  async ask<T>(command: () => Promise<Answer<T>>, facts: ErrorFacts = {}): Promise<T | undefined> {
    const turn = this.#turn.then(command);
    this.#turn = turn.catch(() => null);
    try {
      const answer = await turn;
      if (answer.status === "ok") return answer.data;
      this.refused(answer.error, facts);
    } catch {
      this.refused(null);
    }
    return undefined;
  }

  /** Says why something was refused; without a reason it was not even answered. */
  refused(error: CommandError | null, facts: ErrorFacts = {}): void {
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
    if (this.view !== "selling") this.sell();
    return this.#change(() => this.platform.addLine({ text, quantity }), { text });
  }

  changeQuantity(number: number, quantity: number): Promise<boolean> {
    return this.#change(() => this.platform.changeQuantity({ number, quantity }));
  }

  overridePrice(number: number, priceE4: number, reason: string): Promise<boolean> {
    return this.#change(() => this.platform.overridePrice({ number, priceE4, reason }));
  }

  removeLine(number: number): Promise<boolean> {
    return this.#change(() => this.platform.removeLine({ number }));
  }

  async #change(command: () => Promise<Answer<BasketChange>>, facts: ErrorFacts = {}): Promise<boolean> {
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
    if ((await this.#verb(() => this.platform.voidBasket())) === undefined) return;
    this.basket.show(null);
    this.say("info", words.say.selling.voided);
  }

  async startRefund(): Promise<void> {
    const basket = await this.ask(() => this.platform.startRefund());
    if (!basket) return;
    this.hush();
    this.basket.show(basket);
  }

  async beginPayment(): Promise<void> {
    if (this.basket.lines.length === 0) return this.say("info", words.say.selling.nothingSelected);
    const payment = await this.#verb(() => this.platform.beginPayment());
    if (!payment) return;
    this.hush();
    this.payment = payment;
    this.view = "payment";
  }

  /** Takes the cash. The order id makes a second press the same sale, and `busy` spares even that. */
  async payCash(given: number): Promise<void> {
    const orderId = this.payment?.orderId;
    if (!orderId) return;
    const done = await this.#verb(() => this.platform.payCash({ orderId, given }));
    if (!done) return;
    this.hush();
    this.basket.show(null);
    this.catalogue.clear();
    this.payment = null;
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
    this.payment = null;
    this.done = null;
    this.hush();
  }

  /** One press, one command: presses while it runs are dropped. */
  async #verb<T>(command: () => Promise<Answer<T>>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    try {
      return await this.ask(command);
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
