// The one file that knows the window's shell. Everything else sees the register through this interface, so that the
// screens run just as well on the register that the tests keep in memory.

import type {
  AddLine,
  Authorisation,
  BasketChange,
  BasketView,
  BeginPayment,
  BringBack,
  CashMovement,
  ChangeFor,
  ChangeQuantity,
  ChangeView,
  CloseShift,
  CommandError,
  CountDrawer,
  DiscountBasket,
  DiscountLine,
  Enrol,
  FirstLook,
  HeldBasket,
  HoldBasket,
  Lock,
  MoveCash,
  NoteBasket,
  NoteLine,
  OpenDrawer,
  OpenShift,
  OverridePrice,
  PaymentView,
  PriceChange,
  ProductHit,
  QuoteReturn,
  ReceiptFound,
  RegisterState,
  RemoveLine,
  ResumeBasket,
  Resumed,
  ReturnQuote,
  SetPin,
  ShiftReport,
  ShiftView,
  StaffView,
  StartRefund,
  SyncView,
  TakeNewPrice,
  TakeTender,
  Tendered,
  UndoTender,
  VoidHeld,
} from "./bindings";
import { commands, events } from "./bindings";

export type {
  Authorisation,
  BasketChange,
  BasketView,
  BeginPayment,
  BringBack,
  CashMovement,
  CommandError,
  DiscountView,
  FirstLook,
  HeldBasket,
  Kind,
  KnownStaff,
  LineView,
  OverridePrice,
  PaymentView,
  PriceChange,
  ProductHit,
  QuotedLine,
  QuoteReturn,
  ReceiptFound,
  ReceiptView,
  RegisterState,
  Resumed,
  ReturnableLine,
  ReturnQuote,
  SaleDone,
  ShiftReport,
  ShiftView,
  StaffView,
  SyncView,
  TakenTender,
  TakeTender,
  TaxView,
  Tendered,
  TenderView,
  TotalsView,
  TypedTender,
} from "./bindings";

/** What a command answers: what was asked for, or why not and what to do. */
export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: CommandError };
type Soon<T> = Promise<Answer<T>>;
/** Ends a subscription. */
export type Stop = () => void;

/** All that the screens ask of the register. Amounts are minor units, prices ten-thousandths, quantities thousandths. */
export interface Platform {
  /** What the register looked like when its window was made; nothing where the window has to ask. */
  firstLook(): FirstLook | null;
  registerState(): Soon<RegisterState>;
  categories(): Soon<string[]>;
  tiles(category: string | null): Soon<ProductHit[]>;
  search(text: string): Soon<ProductHit[]>;
  addLine(request: AddLine): Soon<BasketChange>;
  changeQuantity(request: ChangeQuantity): Soon<BasketChange>;
  removeLine(request: RemoveLine): Soon<BasketChange>;
  overridePrice(request: OverridePrice): Soon<BasketChange>;
  voidBasket(): Soon<null>;
  discountLine(request: DiscountLine): Soon<BasketChange>;
  discountBasket(request: DiscountBasket): Soon<BasketView>;
  noteLine(request: NoteLine): Soon<BasketChange>;
  noteBasket(request: NoteBasket): Soon<BasketView>;
  startRefund(request: StartRefund): Soon<BasketView>;
  basket(): Soon<BasketView | null>;
  holdBasket(request: HoldBasket): Soon<HeldBasket>;
  heldHere(): Soon<HeldBasket[]>;
  heldElsewhere(): Soon<HeldBasket[]>;
  resumeBasket(request: ResumeBasket): Soon<Resumed>;
  voidHeld(request: VoidHeld): Soon<null>;
  basketChanges(): Soon<PriceChange[]>;
  takeNewPrice(request: TakeNewPrice): Soon<BasketChange>;
  beginPayment(request: BeginPayment): Soon<PaymentView>;
  changeFor(request: ChangeFor): Soon<ChangeView>;
  takeTender(request: TakeTender): Soon<Tendered>;
  undoTender(request: UndoTender): Soon<PaymentView>;
  findReceipt(text: string): Soon<ReceiptFound>;
  quoteReturn(request: QuoteReturn): Soon<ReturnQuote>;
  bringBack(request: BringBack): Soon<BasketView>;
  openShift(request: OpenShift): Soon<ShiftView>;
  shiftReport(): Soon<ShiftReport>;
  closeShift(request: CloseShift): Soon<ShiftReport>;
  suggestedBusinessDay(): Soon<string>;
  payIn(request: MoveCash): Soon<CashMovement>;
  payOut(request: MoveCash): Soon<CashMovement>;
  openDrawer(request: OpenDrawer): Soon<CashMovement>;
  countDrawer(request: CountDrawer): Soon<ShiftReport>;
  signIn(): Soon<StaffView>;
  cancelSignIn(): Soon<null>;
  signOut(): Soon<null>;
  signInByPin(request: Authorisation): Soon<StaffView>;
  setPin(request: SetPin): Soon<null>;
  lock(request: Lock): Soon<null>;
  enrol(request: Enrol): Soon<RegisterState>;
  ready(): Soon<null>;
  onSyncChanged(tell: (sync: SyncView) => void): Promise<Stop>;
  onCatalogueChanged(tell: () => void): Promise<Stop>;
  onPeopleChanged(tell: () => void): Promise<Stop>;
}

/** The real register, behind the window. */
export const platform: Platform = {
  ...commands,
  firstLook: () => (globalThis as { firstLook?: FirstLook }).firstLook ?? null,
  onSyncChanged: (tell) => events.syncChanged.listen((event) => tell(event.payload)),
  onCatalogueChanged: (tell) => events.catalogueChanged.listen(() => tell()),
  onPeopleChanged: (tell) => events.peopleChanged.listen(() => tell()),
};
