//! A server's database with years of trade in it.

use super::ENTRIES;
use crate::shop::Shop;
use sqlx::{Connection, Executor, PgConnection};

const COPY: &str = include_str!("../../data/server_history.sql");

/// Copies the orders of the database `name`, which it has `here` of, until there are `orders`.
pub fn fill(shop: &Shop, name: &str, here: u64, orders: u64) -> anyhow::Result<()> {
    let url = shop.database(name)?;
    shop.runtime.block_on(async {
        let mut connection = PgConnection::connect(&url).await?;
        let mut tx = connection.begin().await?;
        for (setting, value) in [
            ("bench.copies", orders / here - 1),
            ("bench.entries", orders * ENTRIES),
        ] {
            sqlx::query("select set_config($1, $2, true)")
                .bind(setting)
                .bind(value.to_string())
                .execute(&mut *tx)
                .await?;
        }
        tx.execute(COPY).await?;
        tx.commit().await?;
        connection.execute("vacuum analyze").await?;
        connection.execute("checkpoint").await?;
        Ok(connection.close().await?)
    })
}

/// Makes the newest trading day of the database `name` the one before it: a shop has sold nothing yet on the day on which its
/// backlog comes, whatever was measured before.
pub fn end_the_day(shop: &Shop, name: &str) -> anyhow::Result<()> {
    let url = shop.database(name)?;
    shop.runtime.block_on(async {
        let mut connection = PgConnection::connect(&url).await?;
        // Nothing but this changes what is booked.
        connection
            .execute(
                "set session_replication_role = replica;
                 update ordering.orders set business_day = business_day - 1
                 where business_day = (select max(business_day) from ordering.orders);
                 update ordering.books set business_day = business_day - 1
                 where business_day = (select max(business_day) from ordering.books)",
            )
            .await?;
        connection.execute("vacuum ordering.orders").await?;
        connection.execute("vacuum ordering.books").await?;
        connection.execute("checkpoint").await?;
        Ok(connection.close().await?)
    })
}
