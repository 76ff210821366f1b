//! Orders with their lines and payments: many at once, in one statement.

use crate::modules::ordering::booking::OrderBooking;
use crate::platform::rows::column;
use pos_core::{
    Amount, Card, LastFour, Line, Order, OrderKind, Tax, TaxRounding, Tender, TenderText,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// How a kind is written in the tables.
pub(crate) fn kind_text(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Sale => "sale",
        OrderKind::Refund => "refund",
        OrderKind::Exchange => "exchange",
    }
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

/// The taxes of a line as the table keeps them.
fn taxes(line: &Line) -> serde_json::Value {
    let tax = |(tax, amount): (&Tax, &Amount)| {
        serde_json::json!({
            "name": tax.name,
            "kind": tax.kind,
            "rate": tax.rate_text(),
            "included": tax.included,
            "on_top_of_previous": tax.on_top_of_previous,
            "amount": amount.minor(),
        })
    };
    line.taxes
        .iter()
        .zip(&line.figures.taxes)
        .map(tax)
        .collect()
}

/// Stores `orders` whole, and answers whether a shift of theirs is closed already. One statement for all three tables: an
/// order that comes alone waits for one answer.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    orders: &[&OrderBooking],
) -> Result<bool, sqlx::Error> {
    let lines: Vec<(Uuid, &Line)> = orders
        .iter()
        .flat_map(|order| order.order.lines().iter().map(|line| (order.id, line)))
        .collect();
    let tenders: Vec<(Uuid, i32, &Tender)> = orders
        .iter()
        .flat_map(|order| {
            let numbered = (1..).zip(order.order.paid().tenders());
            numbered.map(|(number, tender)| (order.id, number, tender))
        })
        .collect();
    sqlx::query_scalar!(
        r#"with written as (
             insert into ordering.orders (id, entry_hash, external_reference, kind, register_id, shift_id, basket_id,
                 business_day, currency, lines, net, tax, gross, change, calc_version, flags, note, paid_at, staff_id,
                 staff_name, authorised_by, branch, seq, returned_gross, cash_rounding, tax_rounding,
                 receipt_number)
             select id, entry_hash, external_reference, kind, register_id, shift_id, basket_id,
                 business_day::date, currency, lines::int, net, tax, gross, change, calc_version,
                 array_remove(array[case when differ then 'figures_differ' end, case when fork then 'fork' end,
                     case when expired then 'grant_expired' end, case when revoked then 'staff_revoked' end], null),
                 note, paid_at, staff_id, staff_name, authorised_by, branch, seq, returned_gross,
                 cash_rounding, tax_rounding, receipt_number
             from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[],
                 $8::text[], $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[],
                 $15::smallint[], $16::bool[], $17::bool[], $18::text[], $19::text[], $20::text[], $21::text[],
                 $22::text[], $23::text[], $24::bigint[], $25::bigint[], $26::bigint[], $27::text[], $28::text[],
                 $29::bool[], $30::bool[])
             as o(id, entry_hash, external_reference, kind, register_id, shift_id, basket_id, business_day, currency,
                 lines, net, tax, gross, change, calc_version, differ, fork, note, paid_at, staff_id, staff_name,
                 authorised_by, branch, seq, returned_gross, cash_rounding, tax_rounding, receipt_number,
                 expired, revoked)
         ), lines as (
             insert into ordering.order_lines (order_id, number, code, name, price_id, unit, quantity, unit_price,
                 overridden, reason, net, tax, gross, discount, basket_discount, taxes, returns_order,
                 returns_line)
             select order_id, number::int, code, name, price_id, unit, quantity, unit_price,
                 reason is not null, reason, net, gross - net, gross, discount, basket_discount, taxes::jsonb,
                 returns_order, returns_line
             from unnest($31::uuid[], $32::bigint[], $33::text[], $34::text[], $35::text[], $36::text[],
                 $37::bigint[], $38::bigint[], $39::text[], $40::bigint[], $41::bigint[], $42::bigint[],
                 $43::bigint[], $44::text[], $45::uuid[], $46::int[])
             as l(order_id, number, code, name, price_id, unit, quantity, unit_price, reason, net, gross, discount,
                 basket_discount, taxes, returns_order, returns_line)
         ), payments as (
             insert into ordering.payments (order_id, number, kind, amount, reference, brand, last_four)
             select * from unnest($47::uuid[], $48::int[], $49::text[], $50::bigint[], $51::text[], $52::text[],
                 $53::text[])
         )
         select exists (select from ordering.shift_closings where shift_id = any($6)) as "closed!""#,
        &column(orders, |o| o.id) as _,
        &column(orders, |o| o.origin.entry.0.as_slice()) as _,
        &column(orders, |o| o.order.external_reference()) as _,
        &column(orders, |o| kind_text(o.order.kind())) as _,
        &column(orders, |o| o.origin.register) as _,
        &column(orders, |o| o.shift) as _,
        &column(orders, |o| o.basket) as _,
        &column(orders, |o| o.origin.business_day.as_deref()) as _,
        &column(orders, |o| o.order.currency().code()) as _,
        &column(orders, |o| i64::from(o.order.totals().lines)) as _,
        &column(orders, |o| o.order.totals().net.minor()) as _,
        &column(orders, |o| o.order.totals().tax.minor()) as _,
        &column(orders, |o| o.order.totals().gross.minor()) as _,
        &column(orders, |o| o.order.paid().change().minor()) as _,
        &column(orders, |o| u16::from(o.order.calc()).cast_signed()) as _,
        &column(orders, |o| o.figures_differ) as _,
        &column(orders, |o| o.origin.fork) as _,
        &column(orders, |o| o.order.note()) as _,
        &column(orders, |o| o.origin.wall_time.as_str()) as _,
        &column(orders, |o| o.origin.staff_id()) as _,
        &column(orders, |o| o.origin.staff_name()) as _,
        &column(orders, |o| o.order.authorised_by()) as _,
        &column(orders, |o| o.origin.branch.as_str()) as _,
        &column(orders, |o| o.origin.seq) as _,
        &column(orders, |o| o.returned_gross.minor()) as _,
        &column(orders, |o| cash_rounding(&o.order)) as _,
        &column(orders, |o| rounding_text(o.order.tax_rounding())) as _,
        &column(orders, |o| o.receipt_number.as_str()) as _,
        &column(orders, |o| o.origin.grant_expired) as _,
        &column(orders, |o| o.origin.staff_revoked) as _,
        &column(&lines, |l| l.0) as _,
        &column(&lines, |l| i64::from(l.1.number)) as _,
        &column(&lines, |l| l.1.code.as_str()) as _,
        &column(&lines, |l| l.1.name.as_str()) as _,
        &column(&lines, |l| l.1.price_id.as_str()) as _,
        &column(&lines, |l| l.1.unit.as_str()) as _,
        &column(&lines, |l| l.1.quantity.thousandths()) as _,
        &column(&lines, |l| l.1.unit_price.e4()) as _,
        &column(&lines, |l| l.1.price_override.as_ref().map(|o| o.reason.as_str())) as _,
        &column(&lines, |l| l.1.figures.net.minor()) as _,
        &column(&lines, |l| l.1.figures.gross.minor()) as _,
        &column(&lines, |l| l.1.figures.discount.minor()) as _,
        &column(&lines, |l| l.1.figures.basket_discount.minor()) as _,
        &column(&lines, |l| taxes(l.1).to_string()) as _,
        &column(&lines, |l| returns(l.1).map(|of| of.0)) as _,
        &column(&lines, |l| returns(l.1).map(|of| of.1)) as _,
        &column(&tenders, |t| t.0) as _,
        &column(&tenders, |t| t.1) as _,
        &column(&tenders, |t| t.2.kind()) as _,
        &column(&tenders, |t| t.2.amount().minor()) as _,
        &column(&tenders, |t| reference(t.2)) as _,
        &column(&tenders, |t| card(t.2)?.brand.as_ref().map(TenderText::as_str)) as _,
        &column(&tenders, |t| card(t.2)?.last_four.as_ref().map(LastFour::as_str)) as _,
    )
    .fetch_one(tx)
    .await
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
