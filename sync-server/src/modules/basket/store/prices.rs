//! What products cost since their prices last changed, as the catalogue's events tell it.

use super::ledger::restamp;
use crate::platform::rows::column;
use pos_protocol::event::PriceChangedEvent;
use sqlx::PgConnection;

/// Takes changed prices in. Of one product the highest version counts, whichever event comes last, so that the same
/// events in another order leave the same prices.
pub(in crate::modules::basket) async fn take(
    tx: &mut PgConnection,
    changed: &[PriceChangedEvent],
) -> Result<(), sqlx::Error> {
    let taken = sqlx::query!(
        "insert into basket.price as p (code, catalogue_version, price_id, unit_price)
         select distinct on (code) code, catalogue_version, price_id, unit_price
         from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[])
             as n(code, catalogue_version, price_id, unit_price)
         order by code, catalogue_version desc
         on conflict (code) do update set
             catalogue_version = excluded.catalogue_version, price_id = excluded.price_id,
             unit_price = excluded.unit_price
         where p.catalogue_version < excluded.catalogue_version",
        &column(changed, |c| c.code.as_str()) as _,
        &column(changed, |c| c.catalogue_version.cast_signed()) as _,
        &column(changed, |c| c.price_id.as_str()) as _,
        &column(changed, |c| c.unit_price.e4()) as _,
    )
    .execute(&mut *tx)
    .await?;
    if taken.rows_affected() > 0 {
        restamp(tx).await?;
    }
    Ok(())
}
