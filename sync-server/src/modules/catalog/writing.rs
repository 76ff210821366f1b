//! Runs what changes the catalogue, to its end.

use crate::platform::state::AppState;
use crate::problem::ApiError;
use futures::future::BoxFuture;
use jiff::Timestamp;
use sqlx::pool::PoolConnection;
use sqlx::{Connection, PgConnection, Postgres};

/// A connection of the pool.
pub type Db = PoolConnection<Postgres>;

/// Does `work`, whether or not the caller waits, and wakes those who send what it has put into the outbox. The relay lets it
/// go first.
pub async fn writing<T: Send + 'static>(
    state: &AppState,
    work: impl for<'t> FnOnce(&'t mut Db, Timestamp) -> BoxFuture<'t, Result<T, ApiError>>
    + Send
    + 'static,
) -> Result<T, ApiError> {
    let (db, now) = (state.db.clone(), state.clock.now());
    let filled = state.outbox_filled.clone();
    let at_the_door = state.door.enter();
    state
        .writes
        .run(async move {
            let done = work(&mut db.acquire().await?, now).await?;
            filled.notify_one();
            drop(at_the_door);
            Ok(done)
        })
        .await
}

/// As [`writing`], in one transaction that begins with `begin`.
pub async fn in_transaction<T: Send + 'static>(
    state: &AppState,
    begin: &'static str,
    work: impl for<'t> FnOnce(&'t mut PgConnection, Timestamp) -> BoxFuture<'t, Result<T, ApiError>>
    + Send
    + 'static,
) -> Result<T, ApiError> {
    writing(state, move |db, now| {
        Box::pin(transaction(db, begin, move |tx| work(tx, now)))
    })
    .await
}

/// Does `work` in one transaction on `db` that begins with `begin`.
pub async fn transaction<T>(
    db: &mut Db,
    begin: &'static str,
    work: impl for<'t> FnOnce(&'t mut PgConnection) -> BoxFuture<'t, Result<T, ApiError>>,
) -> Result<T, ApiError> {
    let outcome = match db.begin_with(begin).await {
        Ok(mut tx) => match work(&mut tx).await {
            Ok(done) => tx.commit().await.map(|()| Ok(done)),
            Err(refused) => Ok(Err(refused)),
        },
        Err(error) => Err(error),
    };
    // A transaction may have begun and not got the lock, of which sqlx knows nothing.
    outcome.inspect_err(|_| db.close_on_drop())?
}
