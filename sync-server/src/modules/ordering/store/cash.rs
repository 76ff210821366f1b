//! The drawer between two sales.

use crate::modules::ordering::cash::CashBooking;
use crate::platform::rows::column;
use sqlx::PgConnection;

/// Stores what happened to drawers.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    rows: &[&CashBooking],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into ordering.cash_movements (entry_hash, shift_id, register_id, business_day, kind, amount, expected,
             currency, reason, moved_at, staff_id, staff_name)
         select entry_hash, shift_id, register_id, business_day::date, kind, amount, expected, currency, reason,
             moved_at, staff_id, staff_name
         from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
             $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
         as c(entry_hash, shift_id, register_id, business_day, kind, amount, expected, currency, reason, moved_at,
             staff_id, staff_name)",
        &column(rows, |c| c.origin.entry.0.as_slice()) as _,
        &column(rows, |c| c.shift) as _,
        &column(rows, |c| c.origin.register) as _,
        &column(rows, |c| c.origin.business_day.as_deref()) as _,
        &column(rows, |c| c.kind) as _,
        &column(rows, |c| c.amount) as _,
        &column(rows, |c| c.expected) as _,
        &column(rows, |c| c.currency.as_deref()) as _,
        &column(rows, |c| c.reason.as_deref()) as _,
        &column(rows, |c| c.origin.wall_time.as_str()) as _,
        &column(rows, |c| c.origin.staff_id()) as _,
        &column(rows, |c| c.origin.staff_name()) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}
