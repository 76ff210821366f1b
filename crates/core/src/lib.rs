//! The trade itself: money, tax, barcodes, baskets, orders and receipts.
//!
//! Everything here is pure. No input or output, no clock, no randomness, no floats, no async: the till
//! and the server run the same code on the same figures and must come to the same penny.

pub mod barcode;
pub mod basket;
pub mod basket_error;
pub mod calc;
pub mod currency;
pub mod decimal;
pub mod discount;
pub mod labelled;
pub mod line;
pub mod money;
pub mod order;
pub mod payment;
pub mod product;
pub mod quantity;
pub mod ratio;
pub mod receipt;
pub mod shift;
pub mod sold;
pub mod tax;
pub mod tender;
pub mod totals;
pub mod unit_price;

pub use basket::{Basket, BasketKind};
pub use basket_error::BasketError;
pub use currency::Currency;
pub use discount::Discount;
pub use labelled::Labelled;
pub use line::{Line, LineFigures, PriceOverride, PriceSource, Returned};
pub use money::{Amount, MoneyError};
pub use order::{Order, OrderError, OrderKind};
pub use payment::{Due, Paid, PaymentError};
pub use product::{Product, ScheduledPrice};
pub use quantity::Quantity;
pub use receipt::Receipt;
pub use shift::ShiftTotals;
pub use sold::{SoldLine, SoldReceipt};
pub use tax::{Tax, TaxKind, TaxRounding};
pub use tender::{Card, LastFour, Tender, TenderText};
pub use totals::Totals;
pub use unit_price::UnitPrice;
