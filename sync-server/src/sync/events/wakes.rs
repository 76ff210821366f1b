//! Hears Postgres say that the catalogue has moved: one connection for the whole process. Whoever it wakes looks from time to
//! time anyway, so nothing is lost while this connection is away.

use crate::modules::catalog::contract::MOVED;
use crate::platform::backoff::Backoff;
use crate::platform::moves::Moves;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio_util::sync::CancellationToken;

/// Tells `moves` what it hears, until `stop`.
pub async fn run(db: PgPool, moves: &Moves, stop: &CancellationToken) {
    let mut backoff = Backoff::default();
    while !stop.is_cancelled() {
        let error = tokio::select! {
            error = hear(&db, moves, &mut backoff) => error,
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
async fn hear(db: &PgPool, moves: &Moves, backoff: &mut Backoff) -> sqlx::Error {
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
            Ok(Some(said)) => match said.payload().parse() {
                Ok(place) => moves.reached(place),
                // A server of before doesn't say where to.
                Err(_) => moves.elsewhere(),
            },
            // What was said while the connection was away is not repeated.
            Ok(None) => moves.elsewhere(),
            Err(error) => return error,
        }
    }
}
