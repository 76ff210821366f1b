//! An order, its lines and its payments as the tables have them.

use crate::modules::ordering::booking::OrderBooking;
use crate::platform::rows::row_of;
use pos_core::{
    Amount, Card, LastFour, Line, Order, OrderKind, Tax, TaxKind, TaxRounding, Tender, TenderText,
};
use serde::Serialize;
use uuid::Uuid;

/// A row of `ordering.new_order`.
#[derive(sqlx::Encode)]
pub(crate) struct OrderRow<'a> {
    id: Uuid,
    entry_hash: &'a [u8],
    external_reference: Option<&'a str>,
    kind: &'a str,
    register_id: Uuid,
    shift_id: Uuid,
    basket_id: Uuid,
    business_day: Option<&'a str>,
    currency: &'a str,
    lines: i64,
    net: i64,
    tax: i64,
    gross: i64,
    change: i64,
    calc_version: i16,
    flags: Vec<&'a str>,
    note: Option<&'a str>,
    paid_at: &'a str,
    staff_id: Option<&'a str>,
    staff_name: Option<&'a str>,
    authorised_by: Option<&'a str>,
    branch: &'a str,
    seq: i64,
    returned_gross: i64,
    cash_rounding: i64,
    tax_rounding: &'a str,
    receipt_number: &'a str,
}
row_of!(OrderRow<'_>, "ordering.new_order", |_| 800);

/// A row of `ordering.new_line`.
#[derive(sqlx::Encode)]
pub(crate) struct LineRow<'a> {
    order_id: Uuid,
    number: i64,
    code: &'a str,
    name: &'a str,
    price_id: &'a str,
    unit: &'a str,
    quantity: i64,
    unit_price: i64,
    reason: Option<&'a str>,
    net: i64,
    gross: i64,
    discount: i64,
    basket_discount: i64,
    taxes: String,
    returns_order: Option<Uuid>,
    returns_line: Option<i32>,
}
row_of!(LineRow<'_>, "ordering.new_line", |row| 400
    + row.taxes.len());

/// A row of `ordering.new_payment`.
#[derive(sqlx::Encode)]
pub(crate) struct PaymentRow<'a> {
    order_id: Uuid,
    number: i32,
    kind: &'a str,
    amount: i64,
    reference: Option<&'a str>,
    brand: Option<&'a str>,
    last_four: Option<&'a str>,
}
row_of!(PaymentRow<'_>, "ordering.new_payment", |_| 150);

impl<'a> OrderRow<'a> {
    /// The row of an order.
    pub(super) fn of(booking: &'a OrderBooking) -> OrderRow<'a> {
        let OrderBooking { origin, order, .. } = booking;
        let totals = order.totals();
        OrderRow {
            id: booking.id,
            entry_hash: &origin.entry.0,
            external_reference: order.external_reference(),
            kind: kind_text(order.kind()),
            register_id: origin.register,
            shift_id: booking.shift,
            basket_id: booking.basket,
            business_day: origin.business_day.as_deref(),
            currency: order.currency().code(),
            lines: totals.lines.into(),
            net: totals.net.minor(),
            tax: totals.tax.minor(),
            gross: totals.gross.minor(),
            change: order.paid().change().minor(),
            calc_version: u16::from(order.calc()).cast_signed(),
            flags: flags(booking),
            note: order.note(),
            paid_at: &origin.wall_time,
            staff_id: origin.staff_id(),
            staff_name: origin.staff_name(),
            authorised_by: order.authorised_by(),
            branch: &origin.branch,
            seq: origin.seq,
            returned_gross: booking.returned_gross.minor(),
            cash_rounding: cash_rounding(order),
            tax_rounding: rounding_text(order.tax_rounding()),
            receipt_number: &booking.receipt_number,
        }
    }
}

impl<'a> LineRow<'a> {
    /// The rows of an order's lines.
    pub(super) fn all(booking: &'a OrderBooking) -> impl Iterator<Item = LineRow<'a>> {
        booking.order.lines().iter().map(|line| LineRow {
            order_id: booking.id,
            number: line.number.into(),
            code: line.code.as_str(),
            name: line.name.as_str(),
            price_id: line.price_id.as_str(),
            unit: line.unit.as_str(),
            quantity: line.quantity.thousandths(),
            unit_price: line.unit_price.e4(),
            reason: line.price_override.as_ref().map(|o| o.reason.as_str()),
            net: line.figures.net.minor(),
            gross: line.figures.gross.minor(),
            discount: line.figures.discount.minor(),
            basket_discount: line.figures.basket_discount.minor(),
            taxes: taxes(line),
            returns_order: returns(line).map(|of| of.0),
            returns_line: returns(line).map(|of| of.1),
        })
    }
}

impl<'a> PaymentRow<'a> {
    /// The rows of an order's payments.
    pub(super) fn all(booking: &'a OrderBooking) -> impl Iterator<Item = PaymentRow<'a>> {
        let tenders = (1..).zip(booking.order.paid().tenders());
        tenders.map(|(number, tender)| PaymentRow {
            order_id: booking.id,
            number,
            kind: tender.kind(),
            amount: tender.amount().minor(),
            reference: reference(tender),
            brand: card(tender).and_then(|card| card.brand.as_ref().map(TenderText::as_str)),
            last_four: card(tender).and_then(|card| card.last_four.as_ref().map(LastFour::as_str)),
        })
    }
}

/// How a kind is written in the tables.
pub(crate) fn kind_text(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Sale => "sale",
        OrderKind::Refund => "refund",
        OrderKind::Exchange => "exchange",
    }
}

/// What an admin should know of an order.
fn flags(booking: &OrderBooking) -> Vec<&'static str> {
    let all = [
        (booking.figures_differ, "figures_differ"),
        (booking.origin.fork, "fork"),
        (booking.origin.grant_expired, "grant_expired"),
        (booking.origin.staff_revoked, "staff_revoked"),
    ];
    let raised = all.into_iter().filter(|(raised, _)| *raised);
    raised.map(|(_, flag)| flag).collect()
}

fn rounding_text(rounding: TaxRounding) -> &'static str {
    match rounding {
        TaxRounding::Line => "line",
        TaxRounding::Order => "order",
    }
}

fn cash_rounding(order: &Order) -> i64 {
    let rounding = order.paid().rounding();
    rounding.map_or(0, |rounding| rounding.difference.minor())
}

/// A tax of a line as the table keeps it.
#[derive(Serialize)]
struct TaxOfLine<'a> {
    name: &'a str,
    kind: TaxKind,
    rate: String,
    included: bool,
    on_top_of_previous: bool,
    amount: i64,
}

impl<'a> TaxOfLine<'a> {
    fn of(tax: &'a Tax, amount: Amount) -> TaxOfLine<'a> {
        TaxOfLine {
            name: &tax.name,
            kind: tax.kind,
            rate: tax.rate_text(),
            included: tax.included,
            on_top_of_previous: tax.on_top_of_previous,
            amount: amount.minor(),
        }
    }
}

/// The taxes of a line, in JSON.
fn taxes(line: &Line) -> String {
    let taxes = line.taxes.iter().zip(&line.figures.taxes);
    let taxes: Vec<_> = taxes
        .map(|(tax, amount)| TaxOfLine::of(tax, *amount))
        .collect();
    // Texts and numbers always go into JSON; the column would not take what is none.
    serde_json::to_string(&taxes).unwrap_or_default()
}

/// Which line of which order a line brings back. The booking has read the id before.
fn returns(line: &Line) -> Option<(Uuid, i32)> {
    let of = line.returned.as_ref()?;
    Some((Uuid::parse_str(&of.order).ok()?, of.line.cast_signed()))
}

fn card(tender: &Tender) -> Option<&Card> {
    match tender {
        Tender::Card(card) => Some(card),
        Tender::Cash { .. } | Tender::Voucher { .. } => None,
    }
}

/// What tells one card payment or voucher from another.
fn reference(tender: &Tender) -> Option<&str> {
    match tender {
        Tender::Cash { .. } => None,
        Tender::Card(card) => card.reference.as_ref().map(TenderText::as_str),
        Tender::Voucher { code, .. } => Some(code.as_str()),
    }
}
