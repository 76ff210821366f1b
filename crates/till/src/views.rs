//! What the commands answer with: plain data for a window, a replay or a test.

use jiff::Timestamp;
use pos_core::{Amount, BasketKind, Discount, Line, Receipt, Totals, UnitPrice};
use serde::Serialize;

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StaffView {
    /// The identity provider's subject.
    pub id: String,
    /// The name that receipts print.
    pub name: String,
    /// `cashier`, `supervisor`, `admin`.
    pub roles: Vec<String>,
    /// When the grant ends, RFC 3339.
    pub expires_at: String,
    /// Whether it has ended. It still sells; supervisor powers have lapsed.
    pub expired: bool,
}

/// The open shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShiftView {
    /// Its id (UUID).
    pub id: String,
    /// Its number on this register, from 1.
    pub number: u32,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// The wall clock when it opened, RFC 3339.
    pub opened_at: String,
    /// Cash in the drawer at the start.
    pub float: Amount,
}

/// What a shift has come to. Refunds are negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShiftReport {
    /// The shift's id (UUID).
    pub id: String,
    /// Its number on this register.
    pub number: u32,
    /// The trading day.
    pub business_day: String,
    /// Orders that sold something.
    pub sales: u32,
    /// Orders that took something back.
    pub refunds: u32,
    /// The gross of the sales.
    pub sales_gross: Amount,
    /// The gross of the refunds.
    pub refunds_gross: Amount,
    /// All tax.
    pub tax: Amount,
    /// Cash taken less cash paid out, without the float.
    pub cash: Amount,
    /// Cash in the drawer at the start.
    pub float: Amount,
    /// Float plus cash.
    pub expected_cash: Amount,
    /// What was counted; none while the shift is open.
    pub counted_cash: Option<Amount>,
    /// Counted less expected.
    pub difference: Option<Amount>,
}

/// The basket with all its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BasketView {
    /// Its id (UUID).
    pub id: String,
    /// Which way the goods go.
    pub kind: BasketKind,
    /// The lines, by number.
    pub lines: Vec<Line>,
    /// What they come to.
    pub totals: Totals,
    /// What is taken off the whole basket.
    pub discount: Option<Discount>,
    /// Grows with every change.
    pub revision: u64,
}

/// What one command changed in the basket: one line, and what everything comes to now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BasketChange {
    /// The line as it is now, or as it was when it was removed.
    pub line: Line,
    /// The number of the line, when it was removed.
    pub removed: Option<u32>,
    /// What the basket comes to.
    pub totals: Totals,
    /// The basket's revision.
    pub revision: u64,
    /// Which way the goods go.
    pub kind: BasketKind,
}

/// A payment that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaymentView {
    /// The order's id (UUID version 7), kept on disk.
    pub order_id: String,
    /// What is to be paid in cash; negative when it is to be paid out.
    pub due: Amount,
    /// What rounding to the smallest coin adds to the total: it is in `due` already.
    pub rounding: Amount,
    /// Sums that a customer is likely to hand over, the exact one first.
    pub quick_cash: Vec<Amount>,
}

/// A sale or refund that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaleDone {
    /// The receipt.
    pub receipt: Receipt,
    /// What goes back to the customer.
    pub change: Amount,
}

/// A product as the search and the tiles show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductHit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// What it is sold by.
    pub unit: String,
    /// What one unit costs.
    pub unit_price: UnitPrice,
    /// A barcode, if it has any.
    pub barcode: Option<String>,
}

/// What the server hasn't got yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Orders.
    pub sales: u64,
    /// All entries.
    pub entries: u64,
    /// Since when the oldest of the orders waits, or the oldest entry when there is no order.
    pub since: Option<Timestamp>,
}
