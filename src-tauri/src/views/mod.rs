//! What the window sees: plain figures and text, made from the till's own types. Amounts are minor units, prices
//! ten-thousandths of the major unit, quantities thousandths; all of them are far below 2^53, so a JavaScript number holds them.

mod basket;
mod held;
mod payment;
mod product;
mod register;
mod returns;
mod shift;
mod staff;
mod sync;

pub use basket::{BasketChange, BasketView, DiscountView, Kind, LineView, TaxView, TotalsView};
pub use held::{HeldBasket, PriceChange, Resumed};
pub use payment::{ChangeView, PaymentView, ReceiptView, SaleDone, TenderView, Tendered};
pub use product::ProductHit;
pub use register::{ProfileKind, RegisterState};
pub use returns::{ReceiptFound, ReturnQuote};
pub use shift::{CashMovement, ShiftReport, ShiftView};
pub use staff::{KnownStaff, StaffView};
pub use sync::{CatalogueProgress, SyncState, SyncView};
