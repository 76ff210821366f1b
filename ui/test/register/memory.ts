// A register in memory, for tests of the screens and for looking at them. Never part of a build.
import type {
  Answer,
  BasketChange,
  BasketView,
  Kind,
  LineView,
  Platform,
  RegisterState,
  SaleDone,
  ShiftReport,
  SyncView,
} from "../../src/platform";
import { products } from "./products";
import { find, lineOf, priced, Refused, totalsOf } from "./till";

const DAY = "2026-12-01";

/** A signed-in register with an open shift; `change` says what is different. */
export function standing(change: Partial<RegisterState> = {}): RegisterState {
  return {
    profile: "shop",
    enrolled: true,
    shopName: "High Street",
    registerName: "Register 2",
    currency: "GBP",
    currencyExponent: 2,
    locale: "en-GB",
    version: "0.1.0",
    keyWarning: null,
    pin: null,
    staff: { name: "Carol D.", initials: "CD", roles: ["cashier", "supervisor"], expired: false },
    shift: { number: 118, openedAt: new Date().toISOString(), businessDay: DAY, float: 10000 },
    sync: { state: "online", waitingSales: 0, waitingSince: null, message: null, catalogue: null },
    basket: null,
    lastSale: null,
    ...change,
  };
}

/** The platform that tests hand to the screens. `calls` is what was asked of it, in order. */
export class MemoryRegister implements Platform {
  readonly calls: string[] = [];
  hasCatalogue = true;
  /** Resolves a sign-in that waits for the browser. */
  finishSignIn: (() => void) | null = null;
  #tell: ((sync: SyncView) => void)[] = [];
  #catalogue: (() => void)[] = [];
  #sales: SaleDone[] = [];
  #order: string | null = null;

  constructor(public state: RegisterState = standing()) {}

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
  catalogueCame(): void {
    this.hasCatalogue = true;
    for (const tell of this.#catalogue) tell();
  }

  #lines(change: (lines: LineView[]) => LineView[], kind?: Kind): BasketView {
    const before = this.state.basket;
    const lines = change([...(before?.lines ?? [])]);
    const basket: BasketView = {
      id: "basket",
      kind: before?.kind ?? kind ?? "sale",
      lines,
      totals: totalsOf(lines),
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

  registerState = () => this.#do("registerState", () => this.state);
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
  overridePrice = ({ number, priceE4, reason }: { number: number; priceE4: number; reason: string }) =>
    this.#do(`overridePrice ${number} ${priceE4} ${reason}`, () => {
      if (!reason) throw new Refused("override_without_reason", "A changed price needs a reason.");
      const line = this.#line(number);
      const cataloguePriceE4 = line.cataloguePriceE4 ?? line.unitPriceE4;
      return this.#replace(
        priced({ ...line, unitPriceE4: priceE4, cataloguePriceE4, overrideReason: reason }),
      );
    });
  voidBasket = () => this.#do("voidBasket", () => this.#noBasket());
  startRefund = () =>
    this.#do("startRefund", () => {
      if (!this.state.staff?.roles.includes("supervisor"))
        throw new Refused("supervisor_required", "Only a supervisor can take goods back.");
      if (this.state.basket) throw new Refused("basket_open", "There is a basket with goods in it.");
      return this.#lines((lines) => lines, "refund");
    });
  basket = () => this.#do("basket", () => this.state.basket);
  #noBasket(): null {
    this.state = { ...this.state, basket: null };
    this.#order = null;
    return null;
  }

  beginPayment = () =>
    this.#do("beginPayment", () => {
      const due = this.state.basket?.totals.gross ?? 0;
      this.#order ??= `order-${this.#sales.length + 1}`;
      const up = (step: number) => Math.ceil(due / step) * step;
      const quickCash =
        due < 0 ? [due] : [...new Set([due, up(500), up(1000), up(2000), up(5000), up(10000)])];
      return { orderId: this.#order, due, quickCash };
    });
  changeFor = ({ given }: { orderId: string; given: number }) =>
    this.#do(`changeFor ${given}`, () => {
      const over = given - (this.state.basket?.totals.gross ?? 0);
      return { change: Math.max(over, 0), missing: Math.max(-over, 0) };
    });
  payCash = ({ orderId, given }: { orderId: string; given: number }) =>
    this.#do(`payCash ${orderId} ${given}`, () => {
      const basket = this.state.basket;
      if (!basket || orderId !== this.#order)
        throw new Refused("payment_not_begun", "The basket has changed.");
      const due = basket.totals.gross;
      if (given < due)
        throw new Refused("payment_below_total", "That is less than the total.", {
          missing: String(due - given),
        });
      const sale = this.#done(basket, given);
      this.#sales.push(sale);
      this.#noBasket();
      this.state = { ...this.state, lastSale: sale };
      if (this.state.profile === "shop") this.sync({ waitingSales: this.state.sync.waitingSales + 1 });
      return sale;
    });
  #done(basket: BasketView, given: number): SaleDone {
    const { kind, lines, totals } = basket;
    return {
      change: given - totals.gross,
      given,
      due: totals.gross,
      receipt: {
        number: `2-9F3A-${String(1842 + this.#sales.length).padStart(6, "0")}`,
        shopName: "Evertill Gifts",
        address: "12 High Street",
        vatNumber: "GB 123 4567 89",
        registerName: this.state.registerName,
        staff: this.state.staff?.name ?? "",
        paidAt: new Date().toISOString(),
        businessDay: DAY,
        kind,
        lines,
        totals,
        rounding: 0,
      },
    };
  }

  openShift = ({ float, businessDay }: { float: number; businessDay: string }) =>
    this.#do(`openShift ${float} ${businessDay}`, () => {
      const shift = { number: 119, openedAt: new Date().toISOString(), businessDay, float };
      this.state = { ...this.state, shift };
      return shift;
    });
  #report(counted: number | null): ShiftReport {
    const shift = this.state.shift;
    if (!shift) throw new Refused("shift_closed", "The shift is closed.");
    const of = (kind: Kind) => this.#sales.filter((sale) => sale.receipt.kind === kind);
    const sum = (sales: SaleDone[]) => sales.reduce((all, sale) => all + sale.due, 0);
    const cash = sum(this.#sales);
    const expectedCash = shift.float + cash;
    return {
      number: shift.number,
      businessDay: shift.businessDay,
      sales: of("sale").length,
      refunds: of("refund").length,
      salesGross: sum(of("sale")),
      refundsGross: sum(of("refund")),
      tax: Math.round(cash / 6),
      cash,
      float: shift.float,
      expectedCash,
      countedCash: counted,
      difference: counted === null ? null : counted - expectedCash,
    };
  }
  shiftReport = () => this.#do("shiftReport", () => this.#report(null));
  closeShift = ({ counted }: { counted: number }) =>
    this.#do(`closeShift ${counted}`, () => {
      const report = this.#report(counted);
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
    this.state = { ...this.state, staff };
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
      this.state = { ...this.state, staff: null };
      return null;
    });
  enrol = ({ server, code, name }: { server: string; code: string; name: string }) =>
    this.#do(`enrol ${server} ${code} ${name}`, () => {
      if (code === "WRONG") throw new Refused("enrolment_code_invalid", "Ask a supervisor for a new code.");
      this.state = { ...this.state, enrolled: true, shopName: "High Street", registerName: name };
      return this.state;
    });
  ready = () => this.#do("ready", () => null);
  onSyncChanged(tell: (sync: SyncView) => void) {
    this.#tell.push(tell);
    return Promise.resolve(() => undefined);
  }
  onCatalogueChanged(tell: () => void) {
    this.#catalogue.push(tell);
    return Promise.resolve(() => undefined);
  }
}
