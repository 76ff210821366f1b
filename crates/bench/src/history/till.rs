//! A till's own file with years of trade in it.

use super::ENTRIES;
use rusqlite::Connection;
use std::path::Path;

/// Copies the one order of the till.db in `folder`, until there are `orders` more. They lie before everything else, in a
/// branch of their own, so that the journal goes on where it was.
pub fn fill(folder: &Path, orders: u64) -> anyhow::Result<()> {
    let mut db = Connection::open(folder.join("till.db"))?;
    let tx = db.transaction()?;
    tx.execute_batch(
        "CREATE TEMP TABLE old_journal AS SELECT *, 1 AS is_order FROM journal WHERE n = (SELECT n FROM orders);
         INSERT INTO old_journal SELECT *, 0 FROM journal ORDER BY length(body) LIMIT 1;
         CREATE TEMP TABLE old_orders AS SELECT *, 1 AS is_order FROM orders;
         CREATE TEMP TABLE old_order_lines AS SELECT *, 1 AS is_order FROM order_lines;",
    )?;
    let all = orders * ENTRIES;
    // Hashes lie evenly spread.
    let hash = format!("unhex(printf('%08x%056x', k * 4294967295 / {all}, k))");
    let place = format!("k - {all}");
    let id = "printf('%08x-0000-7000-8000-%012x', k, k)";
    let (n, number) = (("n", place.as_str()), ("receipt_number", "'earlier ' || k"));
    let entry = [
        n,
        ("hash", &hash),
        ("branch", "'earlier'"),
        ("seq", "k + 1"),
    ];
    copy(&tx, "journal", all, &entry)?;
    copy(&tx, "orders", all, &[n, ("id", id), number])?;
    copy(&tx, "order_lines", all, &[("order_id", id)])?;
    tx.commit()?;
    Ok(db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?)
}

/// Copies the old rows of `table` for every `k` below `all` that is one of an order, or is none, as they are; with `other`
/// values in some columns.
fn copy(db: &Connection, table: &str, all: u64, other: &[(&str, &str)]) -> anyhow::Result<()> {
    let mut columns = db.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let columns = columns.query_map([table], |row| row.get::<_, String>(0))?;
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    let values = columns.iter().map(|column| {
        let told = other.iter().find(|(name, _)| name == column);
        told.map_or_else(
            || format!("t.\"{column}\""),
            |(_, value)| (*value).to_owned(),
        )
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let sql = format!(
        "WITH RECURSIVE c (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM c WHERE k + 1 < {all})
         INSERT INTO {table} SELECT {values} FROM c CROSS JOIN old_{table} t WHERE t.is_order = (k % {ENTRIES} = 0)"
    );
    db.execute(&sql, [])?;
    Ok(())
}
