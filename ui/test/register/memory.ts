// A register in memory, for tests of the screens and for looking at them. Never part of a build.
import type {
  Answer,
  Authorisation,
  BasketChange,
  BasketView,
  BringBack,
  CashMovement,
  DiscountView,
  FirstLook,
  Kind,
  LineView,
  OverridePrice,
  Platform,
  QuoteReturn,
  RegisterState,
  SaleDone,
  ShiftReport,
  SyncView,
  TakenTender,
  TakeTender,
} from "../../src/platform";
import { Shelf } from "./held";
import { PinMemory } from "./pins";
import { products } from "./products";
import { broughtBack, quoted, receiptFound } from "./receipts";
import { closed, movementOf, reportOf } from "./report";
import { DAY, saleOf, standing } from "./standing";
import { Taking, tenderView } from "./taking";
import { find, lineOf, priced, Refused, totalsOf } from "./till";

export { saleOf, standing };

/** The platform that tests hand to the screens. `calls` is what was asked of it, in order. */
export class MemoryRegister implements Platform {
  readonly calls: string[] = [];
  readonly pins = new PinMemory();
  /** What is held, here and elsewhere. */
  readonly shelf = new Shelf();
  hasCatalogue = true;
  /** What comes with the page. */
  look: FirstLook | null = null;
  /** Figures of the shift's report that the sales themselves don't bring. */
  figures: Partial<ShiftReport> = {};
  /** Whether the basket gives away more than a cashier may. */
  givesAway = false;
  /** Resolves a sign-in that waits for the browser. */
  finishSignIn: (() => void) | null = null;
  #tell: ((sync: SyncView) => void)[] = [];
  #catalogue: (() => void)[] = [];
  #sales: SaleDone[] = [];
  #order: string | null = null;
  #tenders: TakenTender[] = [];

  constructor(public state: RegisterState = standing()) {
    this.#tenders = [...(state.payment?.tenders ?? [])];
    this.#order = state.payment?.orderId ?? null;
  }

  #do<T>(call: string, work: () => T): Promise<Answer<T>> {
    this.calls.push(call);
    try {
      return Promise.resolve({ status: "ok", data: work() });
    } catch (error) {
      if (error instanceof Refused) return Promise.resolve({ status: "error", error: error.error });
      return Promise.reject(error);
    }
  }

  /** The server's state changed. */
  sync(change: Partial<SyncView>): void {
    this.state = { ...this.state, sync: { ...this.state.sync, ...change } };
    for (const tell of this.#tell) tell(this.state.sync);
  }
  peopleChanged(): void {
    for (const tell of this.#people) tell();
  }
  catalogueCame(): void {
    this.hasCatalogue = true;
    for (const tell of this.#catalogue) tell();
  }

  #lines(change: (lines: LineView[]) => LineView[], kind?: Kind): BasketView {
    const before = this.state.basket;
    const lines = change([...(before?.lines ?? [])]);
    const basket: BasketView = {
      id: "basket",
      name: before?.name ?? "",
      kind: before?.kind ?? kind ?? "sale",
      lines,
      totals: totalsOf(lines, before?.discount ?? null),
      discount: before?.discount ?? null,
      note: before?.note ?? null,
      revision: (before?.revision ?? 0) + 1,
    };
    this.state = { ...this.state, basket };
    return basket;
  }
  #changed(line: LineView, removed: number | null, basket: BasketView): BasketChange {
    return { line, removed, totals: basket.totals, revision: basket.revision, kind: basket.kind };
  }
  #line(number: number): LineView {
    const line = this.state.basket?.lines.find((l) => l.number === number);
    if (!line) throw new Refused("unknown_line", `There is no line ${number} in the basket.`);
    return line;
  }
  #replace(line: LineView): BasketChange {
    const basket = this.#lines((lines) => lines.map((l) => (l.number === line.number ? line : l)));
    return this.#changed(line, null, basket);
  }

  firstLook = () => this.look;
  registerState = () =>
    this.#do("registerState", () => ({
      ...this.state,
      payment: this.#order && this.#tenders.length > 0 ? this.#taking().view(this.#order) : null,
      people: this.state.people.map((known) => ({ ...known })),
    }));
  categories = () =>
    this.#do("categories", () => (this.hasCatalogue ? [...new Set(products.map((p) => p.category))] : []));
  tiles = (category: string | null) =>
    this.#do(`tiles ${category}`, () =>
      this.hasCatalogue ? products.filter((p) => !category || p.category === category) : [],
    );
  search = (text: string) =>
    this.#do(`search ${text}`, () => {
      const wanted = text.toLowerCase().split(/\s+/);
      return products.filter((p) =>
        wanted.every((word) => `${p.code} ${p.name}`.toLowerCase().includes(word)),
      );
    });
  addLine = ({ text, quantity }: { text: string; quantity: number }) =>
    this.#do(`addLine ${text} ${quantity}`, () => {
      const product = find(text);
      if (quantity === 0) throw new Refused("zero_quantity", "A quantity of 0 sells nothing.");
      const sign = this.state.basket?.kind === "refund" ? -1 : 1;
      const number = (this.state.basket?.lines.at(-1)?.number ?? 0) + 1;
      const line = lineOf(product, number, sign * quantity);
      return this.#changed(
        line,
        null,
        this.#lines((lines) => [...lines, line]),
      );
    });
  changeQuantity = ({ number, quantity }: { number: number; quantity: number }) =>
    this.#do(`changeQuantity ${number} ${quantity}`, () => {
      if (quantity === 0) throw new Refused("zero_quantity", "A quantity of 0 sells nothing.");
      return this.#replace(priced({ ...this.#line(number), quantity }));
    });
  removeLine = ({ number }: { number: number }) =>
    this.#do(`removeLine ${number}`, () => {
      const line = this.#line(number);
      return this.#changed(
        line,
        number,
        this.#lines((lines) => lines.filter((l) => l.number !== number)),
      );
    });
  overridePrice = ({ number, priceE4, reason, authorisation }: OverridePrice) =>
    this.#do(`overridePrice ${number} ${priceE4} ${reason}`, () => {
      if (!reason) throw new Refused("override_without_reason", "A changed price needs a reason.");
      const line = this.#line(number);
      const cataloguePriceE4 = line.cataloguePriceE4 ?? line.unitPriceE4;
      if (2 * priceE4 < cataloguePriceE4) this.#needsSupervisor(authorisation);
      return this.#replace(
        priced({ ...line, unitPriceE4: priceE4, cataloguePriceE4, overrideReason: reason }),
      );
    });
  discountLine = ({ number, ...discount }: { number: number } & DiscountView) =>
    this.#do(`discountLine ${number} ${discount.percentE4} ${discount.amount}`, () =>
      this.#replace(priced({ ...this.#line(number), discount: this.#off(discount) })),
    );
  discountBasket = (discount: DiscountView) =>
    this.#do(`discountBasket ${discount.percentE4} ${discount.amount}`, () =>
      this.#whole({ discount: this.#off(discount) }),
    );
  #off(discount: DiscountView): DiscountView | null {
    if ((discount.percentE4 ?? 0) > 1_000_000)
      throw new Refused("bad_discount", "A discount is up to 100 %.");
    return discount.percentE4 === null && discount.amount === null ? null : discount;
  }
  noteLine = ({ number, note }: { number: number; note: string | null }) =>
    this.#do(`noteLine ${number} ${note}`, () => this.#replace({ ...this.#line(number), note }));
  noteBasket = ({ note }: { note: string | null }) =>
    this.#do(`noteBasket ${note}`, () => this.#whole({ note }));
  #whole(change: Partial<BasketView>): BasketView {
    const basket = this.state.basket;
    if (!basket) throw new Refused("no_basket", "There is no basket.");
    this.state = { ...this.state, basket: { ...basket, ...change } };
    return this.#lines((lines) => lines);
  }
  voidBasket = () => this.#do("voidBasket", () => this.#noBasket());
  #needsSupervisor(leave: Authorisation | null): void {
    const staff = leave ? this.pins.check(this.state.people, leave) : this.state.staff;
    if (!staff?.roles.includes("supervisor"))
      throw new Refused("supervisor_required", "Only a supervisor can allow this.");
  }
  startRefund = ({ authorisation }: { authorisation: Authorisation | null }) =>
    this.#do(authorisation ? `startRefund ${authorisation.staff}` : "startRefund", () => {
      this.#needsSupervisor(authorisation);
      if (this.state.basket) throw new Refused("basket_open", "There is a basket with goods in it.");
      return this.#lines((lines) => lines, "refund");
    });
  basket = () => this.#do("basket", () => this.state.basket);
  holdBasket = ({ name }: { name: string }) =>
    this.#do(`holdBasket ${name}`, () => {
      const basket = this.state.basket;
      if (!basket) throw new Refused("no_basket", "There is no basket.");
      this.#noBasket();
      return this.shelf.put(basket, { name });
    });
  heldHere = () => this.#do("heldHere", () => this.shelf.list(true));
  heldElsewhere = () => this.#do("heldElsewhere", () => this.shelf.list(false));
  resumeBasket = ({ id, fence }: { id: string; fence: number }) =>
    this.#do(`resumeBasket ${id} ${fence}`, () => {
      const basket = this.shelf.take(id);
      this.state = { ...this.state, basket };
      return { basket, changes: this.shelf.changes };
    });
  voidHeld = ({ id }: { id: string }) => this.#do(`voidHeld ${id}`, () => this.shelf.drop(id));
  basketChanges = () => this.#do("basketChanges", () => this.shelf.changes);
  takeNewPrice = ({ number }: { number: number }) =>
    this.#do(`takeNewPrice ${number}`, () => {
      const line = this.#line(number);
      const now = this.shelf.changes.find((change) => change.line === number)?.nowE4;
      return this.#replace(priced({ ...line, unitPriceE4: now ?? line.unitPriceE4 }));
    });
  #noBasket(): null {
    this.state = { ...this.state, basket: null };
    this.#order = null;
    this.#tenders = [];
    return null;
  }

  #taking = () => new Taking(this.state.basket?.totals.gross ?? 0, this.#tenders);
  beginPayment = ({ authorisation }: { authorisation: Authorisation | null }) =>
    this.#do(authorisation ? `beginPayment ${authorisation.staff}` : "beginPayment", () => {
      if (this.givesAway) this.#needsSupervisor(authorisation);
      this.#order ??= `order-${this.#sales.length + 1}`;
      return this.#taking().view(this.#order);
    });
  changeFor = ({ given }: { orderId: string; given: number }) =>
    this.#do(`changeFor ${given}`, () => {
      const over = given - this.#taking().left;
      return { change: Math.max(over, 0), missing: Math.max(-over, 0) };
    });
  takeTender = ({ orderId, id, tender }: TakeTender) =>
    this.#do(`takeTender ${orderId} ${tender.kind} ${tender.amount}`, () => {
      const basket = this.state.basket;
      if (!basket || orderId !== this.#order)
        throw new Refused("payment_not_begun", "The basket has changed.");
      if (!this.#tenders.some((known) => known.id === id))
        this.#tenders = this.#taking().with({ id, tender: tenderView(tender) });
      const taking = this.#taking();
      if (!taking.paid) return { payment: taking.view(orderId), done: null };
      const sale = this.#done(basket, taking);
      this.#sales.push(sale);
      this.#noBasket();
      this.state = { ...this.state, lastSale: sale };
      if (this.state.profile === "shop") this.sync({ waitingSales: this.state.sync.waitingSales + 1 });
      return { payment: null, done: sale };
    });
  undoTender = ({ orderId, id }: { orderId: string; id: string }) =>
    this.#do("undoTender", () => {
      this.#tenders = this.#tenders.filter((known) => known.id !== id);
      return this.#taking().view(orderId);
    });
  #done(basket: BasketView, taking: Taking): SaleDone {
    return saleOf(basket, taking, this.#sales.length, this.state);
  }

  findReceipt = (text: string) =>
    this.#do(`findReceipt ${text}`, () => receiptFound(this.#sold, text, this.state.basket));
  quoteReturn = ({ receipt, lines }: QuoteReturn) =>
    this.#do(`quoteReturn ${receipt} ${lines.map((l) => `${l.number}x${l.quantity}`).join(" ")}`, () =>
      quoted(this.#sold, receipt, lines),
    );
  bringBack = ({ receipt, lines, authorisation }: BringBack) =>
    this.#do(authorisation ? `bringBack ${receipt} ${authorisation.staff}` : `bringBack ${receipt}`, () => {
      if (this.shelf.away) this.#needsSupervisor(authorisation);
      const next = (this.state.basket?.lines.at(-1)?.number ?? 0) + 1;
      const back = broughtBack(this.#sold, receipt, lines, next);
      return this.#lines((before) => [...before, ...back], "exchange");
    });
  get #sold(): SaleDone[] {
    return this.state.lastSale ? [...this.#sales, this.state.lastSale] : this.#sales;
  }

  openShift = ({ float, businessDay }: { float: number; businessDay: string }) =>
    this.#do(`openShift ${float} ${businessDay}`, () => {
      const shift = { number: 119, openedAt: new Date().toISOString(), businessDay, float };
      this.state = { ...this.state, shift };
      return shift;
    });
  #report(counted: number | null): ShiftReport {
    if (!this.state.shift) throw new Refused("shift_closed", "The shift is closed.");
    return { ...reportOf(this.state.shift, this.#sales, this.#movements, counted), ...this.figures };
  }
  #movements: CashMovement[] = [];
  #moved(amount: number | null, reason: string): CashMovement {
    const movement = movementOf(amount, reason, this.state.staff?.name ?? "");
    this.#movements = [...this.#movements, movement];
    return movement;
  }
  payIn = ({ amount, reason }: { amount: number; reason: string }) =>
    this.#do(`payIn ${amount} ${reason}`, () => this.#moved(amount, reason));
  payOut = ({ amount, reason }: { amount: number; reason: string }) =>
    this.#do(`payOut ${amount} ${reason}`, () => this.#moved(-amount, reason));
  openDrawer = ({ reason }: { reason: string }) =>
    this.#do(`openDrawer ${reason}`, () => this.#moved(null, reason));
  countDrawer = ({ counted }: { counted: number }) =>
    this.#do(`countDrawer ${counted}`, () => this.#report(counted));
  shiftReport = () => this.#do("shiftReport", () => this.#report(null));
  closeShift = ({ counted, reason }: { counted: number; reason: string | null }) =>
    this.#do(`closeShift ${counted} ${reason ?? ""}`.trim(), () => {
      const report = closed(this.#report(counted), reason);
      this.state = { ...this.state, shift: null };
      return report;
    });
  suggestedBusinessDay = () => this.#do("suggestedBusinessDay", () => DAY);

  async signIn(): ReturnType<Platform["signIn"]> {
    this.calls.push("signIn");
    const staff = standing().staff as NonNullable<RegisterState["staff"]>;
    const cancelled = await new Promise<boolean>((resolve) => {
      this.finishSignIn = () => resolve(false);
      this.#cancel = () => resolve(true);
    });
    if (cancelled) return { status: "error", error: { code: "sign_in_cancelled", message: "", details: {} } };
    this.state = { ...this.state, staff, lockedBy: null, mayChoosePin: true };
    return { status: "ok", data: staff };
  }
  #cancel: (() => void) | null = null;
  cancelSignIn = () =>
    this.#do("cancelSignIn", () => {
      this.#cancel?.();
      return null;
    });
  signOut = () =>
    this.#do("signOut", () => {
      this.state = { ...this.state, staff: null, lockedBy: null };
      return null;
    });
  signInByPin = (who: Authorisation) =>
    this.#do(`signInByPin ${who.staff}`, () => {
      const staff = this.pins.check(this.state.people, who);
      this.state = { ...this.state, staff, lockedBy: null, mayChoosePin: false };
      return staff;
    });
  setPin = ({ pin, current }: { pin: string; current: string | null }) =>
    this.#do(`setPin ${pin}`, () => {
      const staff = this.state.staff?.id ?? "";
      if (!this.state.mayChoosePin) this.pins.check(this.state.people, { staff, pin: current ?? "" });
      this.pins.pins.set(staff, pin);
      const people = this.state.people.map((known) =>
        known.staff.id === staff ? { ...known, hasPin: true } : known,
      );
      this.state = { ...this.state, people };
      return null;
    });
  lock = ({ idle }: { idle: boolean }) =>
    this.#do(`lock ${idle}`, () => {
      this.state = { ...this.state, staff: null, lockedBy: this.state.staff, mayChoosePin: false };
      return null;
    });
  enrol = ({ server, code, name }: { server: string; code: string; name: string }) =>
    this.#do(`enrol ${server} ${code} ${name}`, () => {
      if (code === "WRONG") throw new Refused("enrolment_code_invalid", "Ask a supervisor for a new code.");
      this.state = {
        ...this.state,
        enrolled: true,
        keyLost: false,
        shopName: "High Street",
        registerName: name,
      };
      return this.state;
    });
  ready = () => this.#do("ready", () => null);
  onSyncChanged(tell: (sync: SyncView) => void) {
    this.#tell.push(tell);
    return Promise.resolve(() => undefined);
  }
  #people: (() => void)[] = [];
  onPeopleChanged(tell: () => void) {
    this.#people.push(tell);
    return Promise.resolve(() => undefined);
  }
  onCatalogueChanged(tell: () => void) {
    this.#catalogue.push(tell);
    return Promise.resolve(() => undefined);
  }
}
