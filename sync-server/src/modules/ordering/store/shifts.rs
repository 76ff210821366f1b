//! Shifts: their openings, and their closings with the totals that the server folds again from its own orders.

use crate::modules::ordering::booking::{ClosingBooking, OpeningBooking};
use crate::platform::rows::column;
use sqlx::PgConnection;
use uuid::Uuid;

/// Stores openings.
pub(crate) async fn open(
    tx: &mut PgConnection,
    openings: &[&OpeningBooking],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into ordering.shifts (id, entry_hash, register_id, number, business_day, currency, float, opened_at,
             opened_by)
         select id, entry_hash, register_id, number::int, business_day::date, currency, float, opened_at, opened_by
         from unnest($1::uuid[], $2::bytea[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::bigint[],
             $8::text[], $9::text[])
         as s(id, entry_hash, register_id, number, business_day, currency, float, opened_at, opened_by)",
        &column(openings, |s| s.shift) as _,
        &column(openings, |s| s.origin.entry.0.as_slice()) as _,
        &column(openings, |s| s.origin.register) as _,
        &column(openings, |s| i64::from(s.fact.number)) as _,
        &column(openings, |s| s.origin.business_day.as_deref()) as _,
        &column(openings, |s| s.fact.currency.as_str()) as _,
        &column(openings, |s| s.fact.float.minor()) as _,
        &column(openings, |s| s.origin.wall_time.as_str()) as _,
        &column(openings, |s| s.origin.staff_id()) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Stores closings as the tills made them; [`fold_again`] then looks at their figures.
pub(crate) async fn close(
    tx: &mut PgConnection,
    closings: &[&ClosingBooking],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into ordering.shift_closings (entry_hash, shift_id, register_id, sales, refunds, sales_gross,
             refunds_gross, tax, cash, expected_cash, counted_cash, perpetual, closed_at, closed_by, card, voucher,
             paid_in, paid_out, discounts, difference_reason, z_number, cash_rounding, figures_differ)
         select entry_hash, shift_id, register_id, sales::int, refunds::int, sales_gross, refunds_gross, tax, cash,
             expected_cash, counted_cash, perpetual, closed_at, closed_by, card, voucher, paid_in, paid_out, discounts,
             difference_reason, z_number::int, cash_rounding, false
         from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
             $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[],
             $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[], $20::text[], $21::bigint[],
             $22::bigint[])
         as c(entry_hash, shift_id, register_id, sales, refunds, sales_gross, refunds_gross, tax, cash,
             expected_cash, counted_cash, perpetual, closed_at, closed_by, card, voucher, paid_in, paid_out, discounts,
             difference_reason, z_number, cash_rounding)",
        &column(closings, |s| s.origin.entry.0.as_slice()) as _,
        &column(closings, |s| s.shift) as _,
        &column(closings, |s| s.origin.register) as _,
        &column(closings, |s| i64::from(s.fact.totals.sales)) as _,
        &column(closings, |s| i64::from(s.fact.totals.refunds)) as _,
        &column(closings, |s| s.fact.totals.sales_gross.minor()) as _,
        &column(closings, |s| s.fact.totals.refunds_gross.minor()) as _,
        &column(closings, |s| s.fact.totals.tax.minor()) as _,
        &column(closings, |s| s.fact.totals.cash.minor()) as _,
        &column(closings, |s| s.fact.expected_cash.minor()) as _,
        &column(closings, |s| s.fact.counted_cash.minor()) as _,
        &column(closings, |s| s.fact.perpetual.minor()) as _,
        &column(closings, |s| s.origin.wall_time.as_str()) as _,
        &column(closings, |s| s.origin.staff_id()) as _,
        &column(closings, |s| s.fact.totals.card.minor()) as _,
        &column(closings, |s| s.fact.totals.voucher.minor()) as _,
        &column(closings, |s| s.fact.totals.paid_in.minor()) as _,
        &column(closings, |s| s.fact.totals.paid_out.minor()) as _,
        &column(closings, |s| s.fact.totals.discounts.minor()) as _,
        &column(closings, |s| s.fact.difference_reason.as_deref()) as _,
        &column(closings, |s| s.fact.z_number.map(i64::from)) as _,
        &column(closings, |s| s.fact.totals.cash_rounding.minor()) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What the booked orders and cash of `shifts` come to is folded as [`pos_core::ShiftTotals`] has it, and a closing that
/// says otherwise is flagged; the till's totals stand. An order that comes late, from another branch of the register's
/// journal, stays with its shift, and so does an opening that an admin books later: the flag is set anew whenever something
/// of a closed shift is booked.
pub(crate) async fn fold_again(tx: &mut PgConnection, shifts: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update ordering.shift_closings c set figures_differ =
             (c.sales, c.refunds, c.sales_gross, c.refunds_gross, c.tax, c.cash, c.card, c.voucher, c.paid_in,
                 c.paid_out, c.discounts, c.cash_rounding, c.expected_cash)
             is distinct from
             (own.sales, own.refunds, own.sales_gross, own.refunds_gross, own.tax, own.cash, own.card, own.voucher,
                 drawer.paid_in, drawer.paid_out, off.discounts, own.cash_rounding,
                 (select opened.float from ordering.shifts opened where opened.id = c.shift_id)
                 + own.cash + drawer.paid_in + drawer.paid_out)
         from ordering.shift_closings s
         cross join lateral (
             select count(*) filter (where o.kind <> 'refund') as sales,
                 count(*) filter (where o.kind <> 'sale') as refunds,
                 coalesce(sum(o.gross - o.returned_gross), 0) as sales_gross,
                 coalesce(sum(o.returned_gross), 0) as refunds_gross,
                 coalesce(sum(o.tax), 0) as tax,
                 coalesce(sum(paid.cash), 0) - coalesce(sum(o.change), 0) as cash,
                 coalesce(sum(paid.card), 0) as card,
                 coalesce(sum(paid.voucher), 0) as voucher,
                 coalesce(sum(o.cash_rounding), 0) as cash_rounding
             from ordering.orders o
             left join lateral (
                 select sum(p.amount) filter (where p.kind = 'cash') as cash,
                     sum(p.amount) filter (where p.kind = 'card') as card,
                     sum(p.amount) filter (where p.kind = 'voucher') as voucher
                 from ordering.payments p where p.order_id = o.id
             ) paid on true
             where o.shift_id = s.shift_id and o.register_id = s.register_id
         ) own
         cross join lateral (
             select coalesce(sum(m.amount) filter (where m.kind = 'in'), 0) as paid_in,
                 coalesce(sum(m.amount) filter (where m.kind = 'out'), 0) as paid_out
             from ordering.cash_movements m
             where m.shift_id = s.shift_id and m.register_id = s.register_id
         ) drawer
         cross join lateral (
             select coalesce(sum(l.discount + l.basket_discount) filter (where l.quantity > 0), 0) as discounts
             from ordering.orders o join ordering.order_lines l on l.order_id = o.id
             where o.shift_id = s.shift_id and o.register_id = s.register_id
         ) off
         where s.shift_id = any($1) and c.entry_hash = s.entry_hash",
        shifts
    )
    .execute(tx)
    .await?;
    Ok(())
}
