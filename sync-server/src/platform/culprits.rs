//! Many things are written at once; when the database refuses the set, one by one, so that what can't be written does
//! not stop what can.

use futures::future::BoxFuture;
use sqlx::{Acquire, PgConnection};
use thiserror::Error;

/// Why something was not written.
#[derive(Debug, Error)]
pub enum ApplyError {
    /// It can never be written, whenever it is tried.
    #[error("{0}")]
    Permanent(String),
    /// The database's word. Permanent only if it is about the data.
    #[error(transparent)]
    Postgres(#[from] sqlx::Error),
}

impl ApplyError {
    /// Why it can never work; the error itself when it may work later.
    pub fn permanent(self) -> Result<String, sqlx::Error> {
        match self {
            ApplyError::Permanent(reason) => Ok(reason),
            ApplyError::Postgres(error) if is_about_the_data(&error) => Ok(error.to_string()),
            ApplyError::Postgres(error) => Err(error),
        }
    }
}

/// SQLSTATE class 22 (data exception) or 23 (constraint violation): no later try can do better.
pub fn is_about_the_data(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .is_some_and(|state| state.starts_with("22") || state.starts_with("23"))
}

/// Something that writes many items at once.
pub trait Apply<T>: Send + Sync {
    /// Writes all of `items`; on an error the caller rolls back.
    fn apply<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        items: &'a [T],
    ) -> BoxFuture<'a, Result<(), ApplyError>>;
}

/// An item that can't be written, by its place among the items, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Culprit {
    /// Which item.
    pub index: usize,
    /// Why.
    pub reason: String,
}

/// Writes `items` in the caller's transaction: as a set under a savepoint, and if the data doesn't allow that, each
/// under a savepoint of its own. Answers with those that can't be written. An error of another kind is the whole
/// transaction's.
pub async fn apply_all_but_culprits<T: Sync>(
    tx: &mut PgConnection,
    work: &dyn Apply<T>,
    items: &[T],
) -> Result<Vec<Culprit>, sqlx::Error> {
    if items.is_empty() || try_apply(tx, work, items).await?.is_none() {
        return Ok(Vec::new());
    }
    let mut culprits = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if let Some(reason) = try_apply(tx, work, std::slice::from_ref(item)).await? {
            culprits.push(Culprit { index, reason });
        }
    }
    Ok(culprits)
}

/// Why the items can't be written, if they can't; then nothing of them is.
async fn try_apply<T>(
    tx: &mut PgConnection,
    work: &dyn Apply<T>,
    items: &[T],
) -> Result<Option<String>, sqlx::Error> {
    let mut savepoint = tx.begin().await?;
    match work.apply(&mut savepoint, items).await {
        Ok(()) => savepoint.commit().await.map(|()| None),
        Err(error) => {
            let reason = error.permanent()?;
            savepoint.rollback().await?;
            Ok(Some(reason))
        }
    }
}
