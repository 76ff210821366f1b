//! The fourth place: SQL on what the consumer made of the events that came through the broker.

use sqlx::Row;
use sqlx::postgres::PgRow;

use super::booked::{Booked, kind};
use super::days::{DaySums, Days};
use super::sql::Database;
use crate::error::{ReplayError, during};

const BOOKS: &str = "
    select coalesce(external_reference, order_id::text) as invoice, kind, register_id::text as register,
           business_day::text as business_day, lines::bigint as lines, gross, tax
      from ordering.books";

const DAYS: &str = "
    select business_day::text as business_day, register_id::text as register, sales::bigint as sales,
           refunds::bigint as refunds, sales_gross, refunds_gross, tax
      from ordering.daily_sales";

/// Reads every order of the books, and the sales by day and register.
///
/// # Errors
/// When the tables can't be read.
pub fn read(database: &mut Database) -> Result<(Vec<Booked>, Days), ReplayError> {
    let books = database
        .rows(BOOKS)?
        .iter()
        .map(order)
        .collect::<Result<_, _>>()
        .map_err(during("reading the books"))?;
    let mut days = Days::new();
    for row in database.rows(DAYS)? {
        let (key, sums) = day(&row).map_err(during("reading the daily sales"))?;
        days.insert(key, sums);
    }
    Ok((books, days))
}

fn order(row: &PgRow) -> Result<Booked, sqlx::Error> {
    Ok(Booked {
        invoice: row.try_get("invoice")?,
        kind: kind(row.try_get("kind")?)
            .ok_or_else(|| sqlx::Error::Decode("an order of an unknown kind".into()))?,
        register: row.try_get("register")?,
        business_day: row.try_get("business_day")?,
        lines: row.try_get("lines")?,
        gross: row.try_get("gross")?,
        tax: row.try_get("tax")?,
        net: None,
        paid: None,
        rows: None,
    })
}

fn day(row: &PgRow) -> Result<((String, String), DaySums), sqlx::Error> {
    let sums = DaySums {
        sales: row.try_get("sales")?,
        refunds: row.try_get("refunds")?,
        sales_gross: row.try_get("sales_gross")?,
        refunds_gross: row.try_get("refunds_gross")?,
        tax: row.try_get("tax")?,
        cash: None,
    };
    Ok((
        (row.try_get("business_day")?, row.try_get("register")?),
        sums,
    ))
}
