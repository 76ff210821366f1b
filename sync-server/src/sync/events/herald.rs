//! Notices that the catalogue has moved and tells all who listen, with what has changed when that is little.

use super::wakes;
use crate::modules::catalog::contract as catalog;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::catalogue::inline;
use axum::body::Bytes;
use pos_protocol::catalog::{CatalogNews, Cursor, NEWS};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often to look without being woken.
const POLL: Duration = Duration::from_secs(1);

/// Works until `stop`. While Postgres is away there is no news.
pub async fn run(state: AppState, stop: CancellationToken) {
    let moved = &state.catalogue_moved;
    let telling = async {
        let mut told = None;
        while !stop.is_cancelled() {
            if let Err(error) = tell(&state, &mut told).await {
                tracing::debug!(%error, "the catalogue can't be looked at now");
            }
            tokio::select! {
                () = moved.notified() => {}
                () = tokio::time::sleep(POLL) => {}
                () = stop.cancelled() => {}
            }
        }
    };
    tokio::join!(telling, wakes::run(state.db.clone(), moved, &stop));
}

/// Tells where the catalogue is, if it isn't where it was told to be.
async fn tell(state: &AppState, told: &mut Option<Cursor>) -> Result<(), ApiError> {
    let (cursor, changes) = match *told {
        Some(before) => inline(&state.db, before).await?,
        None => (catalog::head(&mut *state.db.acquire().await?).await?, None),
    };
    if *told == Some(cursor) {
        return Ok(());
    }
    let at = CatalogNews {
        cursor,
        changes: None,
    };
    let place = frame(&at)?;
    let news = match changes {
        None => place.clone(),
        changes => frame(&CatalogNews { cursor, changes })?,
    };
    state.catalogue_news.announce(news, place);
    *told = Some(cursor);
    Ok(())
}

/// The news as a server-sent event.
fn frame(news: &CatalogNews) -> Result<Bytes, ApiError> {
    // JSON text has no line feeds of its own.
    let json = serde_json::to_string(news).map_err(|cause| ApiError::internal(&cause))?;
    Ok(format!("event: {NEWS}\ndata: {json}\n\n").into())
}
