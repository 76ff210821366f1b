//! What the lines of open baskets were rung up at, so that a changed price finds them.

use crate::modules::basket::booking::HeldBooking;
use crate::platform::rows::column;
use pos_core::Line;
use sqlx::PgConnection;
use uuid::Uuid;

/// Forgets the lines of `gone`, and keeps those of `held` instead. Only lines at the catalogue's own price count: a price
/// that was typed or stands on a label stays what it is, and what comes back is worth what its receipt says.
pub(super) async fn replace(
    tx: &mut PgConnection,
    gone: &[Uuid],
    held: &[(Uuid, &HeldBooking)],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from basket.held_line where basket_id = any($1)",
        gone
    )
    .execute(&mut *tx)
    .await?;
    let lines: Vec<(Uuid, &Line)> = held
        .iter()
        .flat_map(|(id, booking)| booking.held.lines.iter().map(|line| (*id, line)))
        .filter(|(_, line)| line.returned.is_none() && line.price_override.is_none())
        .collect();
    sqlx::query!(
        "insert into basket.held_line (basket_id, number, code, price_id, unit_price, catalogue_version)
         select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])",
        &column(&lines, |l| l.0) as _,
        &column(&lines, |l| i64::from(l.1.number)) as _,
        &column(&lines, |l| l.1.code.as_str()) as _,
        &column(&lines, |l| l.1.price_id.as_str()) as _,
        &column(&lines, |l| l.1.unit_price.e4()) as _,
        &column(&lines, |l| l.1.catalogue_version.cast_signed()) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}
