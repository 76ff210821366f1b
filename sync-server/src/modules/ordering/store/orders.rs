//! Orders with their lines, payments and events: many at once, in one statement.

use super::order_rows::{LineRow, OrderRow, PaymentRow};
use crate::modules::ordering::booking::OrderBooking;
use crate::platform::outbox::{Outgoing, put_with};
use sqlx::PgConnection;
use uuid::Uuid;

/// Stores `orders` whole, with the events that tell of them, and answers whether a shift of theirs is closed already. One
/// statement for all four tables: an order that comes alone waits for one answer.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    orders: &[&OrderBooking],
) -> Result<bool, sqlx::Error> {
    let all = || orders.iter().copied();
    let events: Vec<&Outgoing> = all().map(|order| &order.event).collect();
    let shifts: Vec<Uuid> = all().map(|order| order.shift).collect();
    put_with!(
        events,
        r#", written as (
             insert into ordering.orders (id, entry_hash, external_reference, kind, register_id, shift_id, basket_id,
                 business_day, currency, lines, net, tax, gross, change, calc_version, flags, note, paid_at, staff_id,
                 staff_name, authorised_by, branch, seq, returned_gross, cash_rounding, tax_rounding,
                 receipt_number)
             select id, entry_hash, external_reference, kind, register_id, shift_id, basket_id,
                 business_day::date, currency, lines::int, net, tax, gross, change, calc_version, flags, note, paid_at,
                 staff_id, staff_name, authorised_by, branch, seq, returned_gross, cash_rounding, tax_rounding,
                 receipt_number
             from unnest($2::ordering.new_order[])
         ), lines as (
             insert into ordering.order_lines (order_id, number, code, name, price_id, unit, quantity, unit_price,
                 overridden, reason, net, tax, gross, discount, basket_discount, taxes, returns_order,
                 returns_line)
             select order_id, number::int, code, name, price_id, unit, quantity, unit_price,
                 reason is not null, reason, net, gross - net, gross, discount, basket_discount, taxes::jsonb,
                 returns_order, returns_line
             from unnest($3::ordering.new_line[])
         ), payments as (
             insert into ordering.payments (order_id, number, kind, amount, reference, brand, last_four)
             select order_id, number, kind, amount, reference, brand, last_four
             from unnest($4::ordering.new_payment[])
         )
         select exists (select from ordering.shift_closings where shift_id = any($5)) as "closed!""#,
        all().map(OrderRow::of).collect::<Vec<_>>() as _,
        all().flat_map(LineRow::all).collect::<Vec<_>>() as _,
        all().flat_map(PaymentRow::all).collect::<Vec<_>>() as _,
        &shifts
    )
    .fetch_one(tx)
    .await
}
