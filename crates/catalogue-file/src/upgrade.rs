//! Brings a file of an earlier format up to date where it lies, so that a register that was updated while it has no network
//! sells on.

use crate::FORMAT;
use rusqlite::{Connection, TransactionBehavior};

const FROM_1: &str = include_str!("../../../migrations/catalog/upgrade_1_to_2.sql");

/// Whether the file is of this program's format, after an upgrade where there is one.
pub fn upgrade(db: &mut Connection) -> rusqlite::Result<bool> {
    if format(db)? == 1 {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another reader may have been faster.
        if format(&tx)? == 1 {
            tx.execute_batch(FROM_1)?;
        }
        tx.commit()?;
    }
    Ok(format(db)? == FORMAT)
}

fn format(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}
