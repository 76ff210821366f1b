//! Rows that are known beforehand, written by UNNEST, so many orders in a transaction.

use crate::shop::Shop;
use futures::future::try_join_all;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use std::time::Instant;

/// The tables of an order, each with what its rows of one order are found by (`o` is the order).
const TABLES: [(&str, &str); 5] = [
    ("sync.entry", "t.hash = o.entry_hash"),
    ("ordering.orders", "t.id = o.id"),
    ("ordering.order_lines", "t.order_id = o.id"),
    ("ordering.payments", "t.order_id = o.id"),
    ("platform.outbox", "t.subject = o.id::text"),
];

/// For each connection its transactions, and of each the rows of every table, as Postgres writes them.
pub type Rows = Vec<Vec<[Vec<String>; 5]>>;

/// Reads the orders of the database `name`, for each register a connection, `each` orders in a transaction.
pub fn read(shop: &Shop, name: &str, each: usize) -> anyhow::Result<Rows> {
    let url = shop.database(name)?;
    shop.runtime.block_on(async {
        let mut connection = PgConnection::connect(&url).await?;
        let mut rows: Rows = Vec::new();
        for (place, (table, found_by)) in TABLES.iter().enumerate() {
            let sql = format!(
                "select dense_rank() over (order by o.register_id) - 1, o.n, t::text from {table} t
                 join (select *, row_number() over (partition by register_id order by seq) - 1 as n
                       from ordering.orders) o on {found_by}"
            );
            for row in sqlx::query(AssertSqlSafe(sql))
                .fetch_all(&mut connection)
                .await?
            {
                let (share, order): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
                let (share, transaction) = (share as usize, order as usize / each);
                let (shares, most) = (rows.len().max(share + 1), transaction + 1);
                rows.resize_with(shares, Vec::new);
                let all = rows[share].len().max(most);
                rows[share].resize_with(all, Default::default);
                rows[share][transaction][place].push(row.try_get(2)?);
            }
        }
        Ok(rows)
    })
}

/// Writes all of them into the database `name`, and answers with the seconds that it took.
pub fn write(shop: &Shop, name: &str, rows: &Rows) -> anyhow::Result<f64> {
    let url = shop.database(name)?;
    shop.runtime.block_on(async {
        let connections = try_join_all(rows.iter().map(|_| PgConnection::connect(&url))).await?;
        let begun = Instant::now();
        let all = connections
            .into_iter()
            .zip(rows)
            .map(|(mut connection, share)| async move {
                for transaction in share {
                    let mut tx = connection.begin().await?;
                    for ((table, _), values) in TABLES.iter().zip(transaction) {
                        let sql = format!(
                            "insert into {table} overriding system value
                         select r.* from unnest($1::text[]::{table}[]) r"
                        );
                        sqlx::query(AssertSqlSafe(sql))
                            .bind(values)
                            .execute(&mut *tx)
                            .await?;
                    }
                    tx.commit().await?;
                }
                Ok::<_, sqlx::Error>(())
            });
        try_join_all(all).await?;
        Ok(begun.elapsed().as_secs_f64())
    })
}
