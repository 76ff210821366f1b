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
