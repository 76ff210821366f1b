//! What the window sees: plain figures and text, made from the till's own types. Amounts are minor units, prices
//! ten-thousandths of the major unit, quantities thousandths; all of them are far below 2^53, so a JavaScript number holds them.

mod basket;
mod payment;
mod product;
mod register;
mod shift;
mod staff;
mod sync;

pub use basket::{BasketChange, BasketView, Kind, LineView, TaxView, TotalsView};
pub use payment::{ChangeView, PaymentView, ReceiptView, SaleDone};
pub use product::ProductHit;
pub use register::{ProfileKind, RegisterState};
pub use shift::{ShiftReport, ShiftView};
pub use staff::StaffView;
pub use sync::{CatalogueProgress, SyncState, SyncView};
