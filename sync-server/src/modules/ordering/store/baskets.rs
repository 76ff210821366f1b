//! Which held basket an order was.

use crate::platform::rows::column;
use pos_protocol::event::BasketCheckedOutEvent;
use serde::Serialize;
use sqlx::PgConnection;
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The held basket that an order was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrderBasket {
    /// The basket.
    pub id: Uuid,
    /// The register that put it aside last.
    pub held_by: Uuid,
    /// When, by that register's wall clock, RFC 3339.
    pub held_at: String,
    /// The register that was paid no longer had it.
    pub forked: bool,
    /// When ordering heard of it, RFC 3339.
    pub noted_at: String,
}

/// Keeps which baskets orders were. What is known stays.
pub(crate) async fn note(
    tx: &mut PgConnection,
    paid: &[BasketCheckedOutEvent],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into ordering.order_basket (order_id, basket_id, held_by, held_at, forked)
         select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bool[])
             as n(order_id, basket_id, held_by, held_at, forked)
         order by order_id on conflict do nothing",
        &column(paid, |p| p.order) as _,
        &column(paid, |p| p.basket) as _,
        &column(paid, |p| p.held_by) as _,
        &column(paid, |p| p.held_at.as_str()) as _,
        &column(paid, |p| p.forked) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Which register was paid for each of `baskets`, of those that are paid.
pub async fn payers(
    tx: &mut PgConnection,
    baskets: &[Uuid],
) -> Result<HashMap<Uuid, Uuid>, sqlx::Error> {
    let paid = sqlx::query!(
        "select basket_id, register_id from ordering.orders where basket_id = any($1)",
        baskets
    )
    .fetch_all(tx)
    .await?;
    let paid = paid.into_iter();
    Ok(paid.map(|row| (row.basket_id, row.register_id)).collect())
}

/// The held basket that the order `id` was, if ordering has heard of one.
pub async fn basket_of(
    db: &mut PgConnection,
    id: Uuid,
) -> Result<Option<OrderBasket>, sqlx::Error> {
    sqlx::query_as!(
        OrderBasket,
        r#"select basket_id as id, held_by, held_at, forked,
               to_char(noted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "noted_at!"
           from ordering.order_basket where order_id = $1"#,
        id
    )
    .fetch_optional(db)
    .await
}
