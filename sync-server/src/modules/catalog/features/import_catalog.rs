//! A catalogue from a CSV file: bad rows are reported one by one, good rows go in together.

mod read;

use crate::modules::catalog::publish::publish;
use crate::modules::catalog::store;
use crate::modules::catalog::wish::{Outcome, Wish};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use jiff::Timestamp;
use pos_protocol::catalog::Cursor;
use read::Row;
pub use read::{Staged, stage};
use serde::Serialize;
use sqlx::{Acquire, PgConnection};
use std::io::Read;
use thiserror::Error;

/// How many rows are written at once.
pub const ROWS_AT_ONCE: usize = 10_000;

/// A row that didn't go in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RefusedRow {
    /// Its number in the file; the header is row 1.
    pub row: u64,
    /// The product's code, as far as the row has one.
    pub code: Option<String>,
    /// The stable code of the reason.
    pub reason: &'static str,
    /// The reason in words.
    pub message: String,
}

/// What became of a file.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ImportReport {
    /// How many rows it has, without the header.
    pub rows: u64,
    /// Products that weren't sold before.
    pub new: u64,
    /// Products that are sold differently now.
    pub changed: u64,
    /// Products that were like this before.
    pub unchanged: u64,
    /// The rows that didn't go in.
    pub refused: Vec<RefusedRow>,
    /// Where the catalogue is now.
    #[schema(value_type = String)]
    pub cursor: Cursor,
}

/// Why nothing of a file went in.
#[derive(Debug, Error)]
pub enum ImportError {
    /// It isn't such a file.
    #[error("the file can't be read: {0}")]
    Unreadable(String),
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] ApiError),
}

/// Imports `file`. What it doesn't mention stays as it is.
///
/// All rows are read and checked first; the counter is taken after that, in the one transaction that writes.
pub async fn import_catalog(
    state: &AppState,
    file: impl Read,
) -> Result<ImportReport, ImportError> {
    let staged = read::stage(file)?;
    let (db, now) = (state.db.clone(), state.clock.now());
    let work = async move {
        let mut tx = db.begin().await?;
        let report = import_in(&mut tx, now, staged, Ending::Keep).await?;
        tx.commit().await?;
        Ok(report)
    };
    Ok(state.writes.run(work).await?)
}

/// What happens to the rows that could go in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// They are sold from now on.
    Keep,
    /// Nothing: somebody only wants to see the report.
    DryRun,
}

/// Imports what was read, in the caller's transaction, with a choice of the ending.
pub async fn import_in(
    tx: &mut PgConnection,
    now: Timestamp,
    staged: Staged,
    ending: Ending,
) -> Result<ImportReport, ApiError> {
    take_time(tx).await?;
    let mut inner = tx.begin().await?;
    let start = store::lock_counter(&mut inner).await?;
    let mut report = ImportReport {
        rows: staged.rows,
        new: 0,
        changed: 0,
        unchanged: 0,
        refused: staged.refused,
        cursor: start,
    };
    let mut rows = staged.good.into_iter().peekable();
    while rows.peek().is_some() {
        let batch: Vec<Row> = rows.by_ref().take(ROWS_AT_ONCE).collect();
        let places: Vec<(u64, String)> = batch
            .iter()
            .map(|row| (row.number, row.draft.code().to_owned()))
            .collect();
        let wishes = batch
            .into_iter()
            .map(|row| Wish::Sell(Box::new(row.draft)))
            .collect();
        let (outcomes, cursor) = publish(&mut inner, wishes, now).await?;
        report.cursor = cursor;
        for ((number, code), outcome) in places.into_iter().zip(outcomes) {
            match outcome {
                Outcome::New => report.new += 1,
                Outcome::Changed => report.changed += 1,
                Outcome::Unchanged => report.unchanged += 1,
                Outcome::Refused(error) => report.refused.push(RefusedRow {
                    row: number,
                    code: Some(code),
                    reason: error.code(),
                    message: error.to_string(),
                }),
            }
        }
    }
    report.refused.sort_by_key(|refused| refused.row);
    match ending {
        Ending::Keep => inner.commit().await?,
        Ending::DryRun => {
            inner.rollback().await?;
            report.cursor = start;
        }
    }
    Ok(report)
}

/// What rewrites a part of the catalogue may take longer than a request.
pub async fn take_time(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    for limit in [
        "set local statement_timeout = '10min'",
        "set local lock_timeout = '1min'",
        "set local idle_in_transaction_session_timeout = '1min'",
    ] {
        sqlx::query(limit).execute(&mut *tx).await?;
    }
    Ok(())
}
