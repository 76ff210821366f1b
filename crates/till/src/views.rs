//! What the commands answer with: plain data for a window, a replay or a test.

use jiff::Timestamp;
use pos_core::totals::TaxTotal;
use pos_core::{Amount, BasketKind, Discount, Line, Quantity, Receipt, Tender, Totals, UnitPrice};
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

/// Somebody who may open the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownStaff {
    /// Who.
    pub staff: StaffView,
    /// Whether a PIN of theirs can be checked here.
    pub has_pin: bool,
    /// Until when no PIN of theirs is taken, RFC 3339; none when it is.
    pub wait_until: Option<String>,
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
    /// The wall clock when it opened, RFC 3339.
    pub opened_at: String,
    /// The wall clock when it closed, RFC 3339; none while it is open.
    pub closed_at: Option<String>,
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
    /// The taxes one by one.
    pub taxes: Vec<TaxTotal>,
    /// What discounts took off sales.
    pub discounts: Amount,
    /// Baskets that were given up.
    pub voids: u32,
    /// What those came to.
    pub voids_gross: Amount,
    /// What cash was rounded by. Turnover and this are what the tenders come to.
    pub cash_rounding: Amount,
    /// Cash taken less cash paid out, without the float.
    pub cash: Amount,
    /// Cash of a basket that is not paid in full yet: it is in the drawer, and in no order. Negative where it was paid out.
    pub part_paid_cash: Amount,
    /// Taken by card, paid out taken off.
    pub card: Amount,
    /// Taken in vouchers, paid out taken off.
    pub voucher: Amount,
    /// Cash put in without a sale.
    pub paid_in: Amount,
    /// Cash taken out without a refund, negative.
    pub paid_out: Amount,
    /// What happened to the drawer between two sales, the first one first.
    pub movements: Vec<CashMovement>,
    /// Cash in the drawer at the start.
    pub float: Amount,
    /// Float plus cash, the cash of a basket that is not paid in full yet, and what was paid in and out.
    pub expected_cash: Amount,
    /// What was counted; none while the shift is open.
    pub counted_cash: Option<Amount>,
    /// Counted less expected.
    pub difference: Option<Amount>,
    /// Why there is a difference.
    pub difference_reason: Option<String>,
    /// The number of this closing on this register; none while the shift is open.
    pub z_number: Option<u32>,
    /// The gross of all sales of this register ever, refunds not taken off.
    pub perpetual: Amount,
}

/// Cash that went in or out without a sale, or a drawer that was only opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CashMovement {
    /// How much, negative when it went out; none where the drawer was only opened.
    pub amount: Option<Amount>,
    /// Why.
    pub reason: String,
    /// The wall clock, RFC 3339.
    pub at: String,
    /// Who did it.
    pub staff: String,
}

/// The basket with all its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BasketView {
    /// Its id (UUID).
    pub id: String,
    /// What it was called while it was held; empty for most.
    pub name: String,
    /// Which way the goods go.
    pub kind: BasketKind,
    /// The lines, by number, each by itself: what is taken off the whole basket is in the totals alone.
    pub lines: Vec<Line>,
    /// What they come to.
    pub totals: Totals,
    /// What is taken off the whole basket.
    pub discount: Option<Discount>,
    /// What the cashier wrote on it.
    pub note: Option<String>,
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

/// A line whose product costs something else by now, or is not sold any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriceChange {
    /// The line's number.
    pub line: u32,
    /// The product's code.
    pub code: String,
    /// The product's name on the line.
    pub name: String,
    /// What one unit costs on the line.
    pub was: UnitPrice,
    /// What one unit costs in the catalogue; none when it has no such product any more.
    pub now: Option<UnitPrice>,
    /// Whether its taxes are others too.
    pub taxes: bool,
}

/// A basket that was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldView {
    /// The basket's id (UUID).
    pub id: String,
    /// Its fence.
    pub fence: u64,
    /// Whether this register holds it.
    pub here: bool,
    /// What people call it; may be empty.
    pub name: String,
    /// What people call the register that holds it; empty for this one.
    pub register_name: String,
    /// Who put it aside, where another register's server says so.
    pub held_by: Option<String>,
    /// Another register also wrote to it.
    pub forked: bool,
    /// Which way the goods go.
    pub kind: BasketKind,
    /// How many lines.
    pub lines: u32,
    /// What is to be paid for it.
    pub gross: Amount,
    /// The wall clock when it was put aside, RFC 3339.
    pub held_at: String,
}

/// A held basket that is open again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resumed {
    /// The basket.
    pub basket: BasketView,
    /// What has changed in the catalogue meanwhile. Every line has kept its price.
    pub changes: Vec<PriceChange>,
}

/// A payment that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaymentView {
    /// The order's id (UUID version 7), kept on disk.
    pub order_id: String,
    /// What the basket comes to.
    pub total: Amount,
    /// What is still to be paid, in cash; negative when it is to be paid out.
    pub due: Amount,
    /// The same by card or voucher, which are not rounded to a coin.
    pub due_exactly: Amount,
    /// What rounding to the smallest coin adds: it is in `due` already.
    pub rounding: Amount,
    /// Sums that a customer is likely to hand over, the exact one first.
    pub quick_cash: Vec<Amount>,
    /// What was taken so far.
    pub tenders: Vec<TakenTender>,
}

/// A tender that was taken and can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakenTender {
    /// Its id (UUID).
    pub id: String,
    /// What it was.
    pub tender: Tender,
}

/// What a tender would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TriedTender {
    /// What would go back to the customer.
    pub change: Amount,
    /// What would still be missing, in cash.
    pub missing: Amount,
}

/// What a tender came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Tendered {
    /// There is still something to pay.
    Open(PaymentView),
    /// It was the last one.
    Done(Box<SaleDone>),
}

/// A sale or refund that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaleDone {
    /// The receipt.
    pub receipt: Receipt,
    /// What goes back to the customer.
    pub change: Amount,
}

/// A receipt that goods can come back against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptFound {
    /// The number on it.
    pub number: String,
    /// The trading day.
    pub business_day: String,
    /// The wall clock when it was paid, RFC 3339.
    pub paid_at: String,
    /// The lines that sold something.
    pub lines: Vec<ReturnableLine>,
}

/// A sold line, and how much of it can come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnableLine {
    /// Its number on the receipt.
    pub number: u32,
    /// The product's code.
    pub code: String,
    /// The product's name.
    pub name: String,
    /// What it was sold by.
    pub unit: String,
    /// How many were sold.
    pub quantity: Quantity,
    /// How many have come back.
    pub returned: Quantity,
    /// How many can still come back; negative where too many did.
    pub left: Quantity,
    /// What was paid for the line.
    pub gross: Amount,
    /// Whether it is in the open basket already.
    pub in_basket: bool,
}

/// What would be paid back for chosen lines. Negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnQuote {
    /// Line by line, by the receipt's numbers.
    pub lines: Vec<(u32, Amount)>,
    /// All of them.
    pub gross: Amount,
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
