//! Shifts: their openings, and their closings with the totals that the server folds again from its own orders.

use crate::modules::ordering::booking::{ClosingBooking, OpeningBooking};
use crate::platform::rows::column;
use sqlx::PgConnection;

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

/// Stores closings. What the shift's booked orders come to is folded as [`pos_core::ShiftTotals`] has it, and a
/// difference is flagged; the till's totals stand.
pub(crate) async fn close(
    tx: &mut PgConnection,
    closings: &[&ClosingBooking],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into ordering.shift_closings (entry_hash, shift_id, register_id, sales, refunds, sales_gross,
             refunds_gross, tax, cash, expected_cash, counted_cash, perpetual, closed_at, closed_by, figures_differ)
         select c.entry_hash, c.shift_id, c.register_id, c.sales::int, c.refunds::int, c.sales_gross,
             c.refunds_gross, c.tax, c.cash, c.expected_cash, c.counted_cash, c.perpetual, c.closed_at, c.closed_by,
             (c.sales, c.refunds, c.sales_gross, c.refunds_gross, c.tax, c.cash, c.expected_cash)
             is distinct from
             (own.sales, own.refunds, own.sales_gross, own.refunds_gross, own.tax, own.cash, opened.float + own.cash)
         from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
             $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[])
         as c(entry_hash, shift_id, register_id, sales, refunds, sales_gross, refunds_gross, tax, cash,
             expected_cash, counted_cash, perpetual, closed_at, closed_by)
         cross join lateral (
             select count(*) filter (where o.kind <> 'refund') as sales,
                 count(*) filter (where o.kind <> 'sale') as refunds,
                 coalesce(sum(o.gross - o.returned_gross), 0) as sales_gross,
                 coalesce(sum(o.returned_gross), 0) as refunds_gross,
                 coalesce(sum(o.tax), 0) as tax,
                 coalesce(sum(drawer.given), 0) - coalesce(sum(o.change), 0) as cash
             from ordering.orders o
             left join lateral (
                 select sum(p.amount) as given from ordering.payments p where p.order_id = o.id and p.kind = 'cash'
             ) drawer on true
             where o.shift_id = c.shift_id and o.register_id = c.register_id
         ) own
         left join ordering.shifts opened on opened.id = c.shift_id",
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
    )
    .execute(tx)
    .await?;
    Ok(())
}
