//! Baskets that were given up: for whoever looks into losses.

use crate::modules::basket::booking::VoidBooking;
use crate::platform::rows::column;
use sqlx::PgConnection;

/// Stores voided baskets.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    voided: &[&VoidBooking],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into basket.voided (entry_hash, basket_id, register_id, shift_id, business_day, staff_id, staff_name,
             lines, gross, currency, voided_at)
         select entry_hash, basket_id, register_id, shift_id, business_day::date, staff_id, staff_name, lines::int,
             gross, currency, voided_at
         from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[],
             $8::bigint[], $9::bigint[], $10::text[], $11::text[])
         as v(entry_hash, basket_id, register_id, shift_id, business_day, staff_id, staff_name, lines, gross,
             currency, voided_at)",
        &column(voided, |v| v.origin.entry.0.as_slice()) as _,
        &column(voided, |v| v.basket) as _,
        &column(voided, |v| v.origin.register) as _,
        &column(voided, |v| v.shift) as _,
        &column(voided, |v| v.origin.business_day.as_deref()) as _,
        &column(voided, |v| v.origin.staff_id()) as _,
        &column(voided, |v| v.origin.staff_name()) as _,
        &column(voided, |v| i64::from(v.fact.lines)) as _,
        &column(voided, |v| v.fact.gross.minor()) as _,
        &column(voided, |v| v.fact.currency.as_str()) as _,
        &column(voided, |v| v.origin.wall_time.as_str()) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}
