//! Orders with their lines, payments and events: many at once, in one statement.

use super::order_rows::{LineRow, OrderRow, PaymentRow};
use crate::modules::ordering::booking::OrderBooking;
use crate::platform::outbox::Outgoing;
use sqlx::PgConnection;
use uuid::Uuid;

/// Orders as the tables take them.
pub struct OrderRows<'a> {
    pub(crate) events: Vec<&'a Outgoing>,
    pub(crate) orders: Vec<OrderRow<'a>>,
    pub(crate) lines: Vec<LineRow<'a>>,
    pub(crate) payments: Vec<PaymentRow<'a>>,
    /// The shifts that they are of.
    pub(crate) shifts: Vec<Uuid>,
}

impl<'a> OrderRows<'a> {
    /// The rows of `orders`.
    pub(crate) fn of(orders: &[&'a OrderBooking]) -> OrderRows<'a> {
        let all = || orders.iter().copied();
        let mut lines = Vec::with_capacity(all().map(|of| of.order.lines().len()).sum());
        lines.extend(all().flat_map(LineRow::all));
        OrderRows {
            events: all().map(|order| &order.event).collect(),
            orders: all().map(OrderRow::of).collect(),
            lines,
            payments: all().flat_map(PaymentRow::all).collect(),
            shifts: all().map(|order| order.shift).collect(),
        }
    }
}

/// Stores orders whole, with the events that tell of them, in one statement for all four tables: an order that comes alone
/// waits for one answer. It begins with what stands before and a part `given`, and nothing is stored unless that answers a row;
/// then it goes on after the orders. Its own arguments begin with `$6`; `$5` are the orders' shifts.
macro_rules! orders_with {
    ([$($before:literal)+], $rows:expr, given $given:literal, [$($more:literal)+] $($arguments:tt)*) => {
        $crate::platform::outbox::put_with!(
            $rows.events,
            given [$($before)+ $given],
            [", written as (
                 insert into ordering.orders (id, entry_hash, external_reference, kind, register_id, shift_id, basket_id,
                     business_day, currency, lines, net, tax, gross, change, calc_version, flags, note, paid_at, staff_id,
                     staff_name, authorised_by, branch, seq, returned_gross, cash_rounding, tax_rounding,
                     receipt_number)
                 select id, entry_hash, external_reference, kind, register_id, shift_id, basket_id,
                     business_day::date, currency, lines::int, net, tax, gross, change, calc_version, flags, note,
                     paid_at, staff_id, staff_name, authorised_by, branch, seq, returned_gross, cash_rounding,
                     tax_rounding, receipt_number
                 from given, unnest($2::ordering.new_order[])
             ), lines as (
                 insert into ordering.order_lines (order_id, number, code, name, price_id, unit, quantity, unit_price,
                     overridden, reason, net, tax, gross, discount, basket_discount, taxes, returns_order,
                     returns_line)
                 select order_id, number::int, code, name, price_id, unit, quantity, unit_price,
                     reason is not null, reason, net, gross - net, gross, discount, basket_discount, taxes::jsonb,
                     returns_order, returns_line
                 from given, unnest($3::ordering.new_line[])
             ), payments as (
                 insert into ordering.payments (order_id, number, kind, amount, reference, brand, last_four)
                 select order_id, number, kind, amount, reference, brand, last_four
                 from given, unnest($4::ordering.new_payment[])
             )" $($more)+],
            $crate::platform::rows::Rows(&$rows.orders) as _,
            $crate::platform::rows::Rows(&$rows.lines) as _,
            $crate::platform::rows::Rows(&$rows.payments) as _,
            $rows.shifts as _
            $($arguments)*
        )
    };
}
pub(crate) use orders_with;

/// The part of a statement that answers with a row, `none_closed`, if no shift of the orders is closed: what comes for a closed
/// one has its closing looked at again. It comes between what the statement begins with and the macro that is named next.
macro_rules! none_closed {
    ([$($before:literal)+] => $next:ident $($rest:tt)*) => {
        $next!([$($before)+ ", none_closed as (
             select where not exists (select from ordering.shift_closings where shift_id = any($5::uuid[]))
         )"] $($rest)*)
    };
}
pub(crate) use none_closed;

/// Stores `orders`, and answers whether a shift of theirs is closed already.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    orders: &[&OrderBooking],
) -> Result<bool, sqlx::Error> {
    let rows = OrderRows::of(orders);
    orders_with!(
        ["with"],
        rows,
        given " given as (select true)",
        [r#"select exists (select from ordering.shift_closings where shift_id = any($5::uuid[])) as "closed!""#]
    )
    .fetch_one(tx)
    .await
}
