//! Orders of one and the same basket.

use sqlx::PgConnection;
use uuid::Uuid;

/// Flags the orders of those of `baskets` that were paid more than once. An order is booked before its event is sent,
/// so whichever of two events comes last finds both orders, and a flag that is there stays as it is.
pub(crate) async fn flag(tx: &mut PgConnection, baskets: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with doubled as (
             select id from ordering.orders
             where basket_id = any(array(select basket_id from ordering.orders where basket_id = any($1)
                                         group by basket_id having count(*) > 1))
                 and not flags @> array['double_sale']
             order by id for update
         )
         update ordering.orders o set flags = array_append(o.flags, 'double_sale')
         where o.id = any(array(select id from doubled))",
        baskets
    )
    .execute(tx)
    .await?;
    Ok(())
}
