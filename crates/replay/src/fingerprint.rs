//! What the business tables hold, each reduced to a count and a hash over all its rows: the same twice is no change at all.

use serde::Serialize;
use sqlx::Row;

use crate::error::{ReplayError, during};
use crate::places::sql::Database;

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TablePrint {
    /// Schema and name.
    pub table: String,
    /// How many rows.
    pub rows: i64,
    /// A hash over all of them, in an order of their own.
    pub hash: String,
}

const TABLES: &str = "
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables
     where table_schema in ('ordering', 'basket') and table_type = 'BASE TABLE'
     order by 1";

/// Every business table.
///
/// # Errors
/// When they can't be read.
pub fn take(database: &mut Database) -> Result<Vec<TablePrint>, ReplayError> {
    let named = database.rows(TABLES)?;
    let names = named
        .iter()
        .map(|row| row.try_get::<String, _>("name"))
        .collect::<Result<Vec<_>, _>>();
    names
        .map_err(during("reading the tables' names"))?
        .into_iter()
        .map(|table| print(database, table))
        .collect()
}

fn print(database: &mut Database, table: String) -> Result<TablePrint, ReplayError> {
    // The row's text holds every column; sorting the rows' hashes makes the order in which they lie meaningless.
    let row = database.row(format!(
        "select count(*) as rows, coalesce(md5(string_agg(hash, '' order by hash)), '') as hash
           from (select md5(t::text) as hash from {table} t) hashes"
    ))?;
    let read = || Ok::<_, sqlx::Error>((row.try_get("rows")?, row.try_get("hash")?));
    let (rows, hash) = read().map_err(during(format!("reading {table}")))?;
    Ok(TablePrint { table, rows, hash })
}
