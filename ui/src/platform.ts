// The one file that knows the window's shell. Everything else sees the register through this interface, so that the
// screens run just as well on the register that the tests keep in memory.

import type {
  AddLine,
  BasketChange,
  BasketView,
  ChangeQuantity,
  ChangeView,
  CloseShift,
  CommandError,
  Enrol,
  OpenShift,
  OverridePrice,
  PayCash,
  PaymentView,
  ProductHit,
  RegisterState,
  RemoveLine,
  SaleDone,
  ShiftReport,
  ShiftView,
  StaffView,
  SyncView,
} from "./bindings";
import { commands, events } from "./bindings";

export type {
  BasketChange,
  BasketView,
  CommandError,
  Kind,
  LineView,
  PaymentView,
  ProductHit,
  ReceiptView,
  RegisterState,
  SaleDone,
  ShiftReport,
  ShiftView,
  StaffView,
  SyncView,
  TaxView,
  TotalsView,
} from "./bindings";

/** What a command answers: what was asked for, or why not and what to do. */
export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: CommandError };
type Soon<T> = Promise<Answer<T>>;
/** Ends a subscription. */
export type Stop = () => void;

/** All that the screens ask of the register. Amounts are minor units, prices ten-thousandths, quantities thousandths. */
export interface Platform {
  registerState(): Soon<RegisterState>;
  categories(): Soon<string[]>;
  tiles(category: string | null): Soon<ProductHit[]>;
  search(text: string): Soon<ProductHit[]>;
  addLine(request: AddLine): Soon<BasketChange>;
  changeQuantity(request: ChangeQuantity): Soon<BasketChange>;
  removeLine(request: RemoveLine): Soon<BasketChange>;
  overridePrice(request: OverridePrice): Soon<BasketChange>;
  voidBasket(): Soon<null>;
  startRefund(): Soon<BasketView>;
  basket(): Soon<BasketView | null>;
  beginPayment(): Soon<PaymentView>;
  changeFor(request: PayCash): Soon<ChangeView>;
  payCash(request: PayCash): Soon<SaleDone>;
  openShift(request: OpenShift): Soon<ShiftView>;
  shiftReport(): Soon<ShiftReport>;
  closeShift(request: CloseShift): Soon<ShiftReport>;
  suggestedBusinessDay(): Soon<string>;
  signIn(): Soon<StaffView>;
  cancelSignIn(): Soon<null>;
  signOut(): Soon<null>;
  enrol(request: Enrol): Soon<RegisterState>;
  ready(): Soon<null>;
  onSyncChanged(tell: (sync: SyncView) => void): Promise<Stop>;
  onCatalogueChanged(tell: () => void): Promise<Stop>;
}

/** The real register, behind the window. */
export const platform: Platform = {
  ...commands,
  onSyncChanged: (tell) => events.syncChanged.listen((event) => tell(event.payload)),
  onCatalogueChanged: (tell) => events.catalogueChanged.listen(() => tell()),
};
