//! Hears Postgres say that the catalogue has moved: one connection for the whole process. It only wakes; whoever it
//! wakes looks for himself, and looks from time to time anyway, so nothing is lost while this connection is away.

use crate::modules::catalog::contract::MOVED;
use crate::platform::backoff::Backoff;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Wakes `moved` until `stop`.
pub async fn run(db: PgPool, moved: &Notify, stop: &CancellationToken) {
    let mut backoff = Backoff::default();
    while !stop.is_cancelled() {
        let error = tokio::select! {
            error = hear(&db, moved, &mut backoff) => error,
            () = stop.cancelled() => return,
        };
        let wait = backoff.wait();
        tracing::warn!(%error, "the catalogue's news come by polling alone for now");
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// One connection's worth.
async fn hear(db: &PgPool, moved: &Notify, backoff: &mut Backoff) -> sqlx::Error {
    let mut listener = match PgListener::connect_with(db).await {
        Ok(listener) => listener,
        Err(error) => return error,
    };
    // A connection that was lost is made anew at once or reported here.
    if let Err(error) = listener.listen(MOVED).await {
        return error;
    }
    backoff.reset();
    loop {
        match listener.try_recv().await {
            // What was said while the connection was away is not repeated.
            Ok(_) => moved.notify_one(),
            Err(error) => return error,
        }
    }
}
