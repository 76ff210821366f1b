//! Notices that the catalogue has moved and tells all who listen, with what has changed when that is little.

use super::wakes;
use crate::modules::catalog::contract as catalog;
use crate::platform::moves::Next;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::catalogue::{inline, news_since};
use axum::body::Bytes;
use pos_protocol::catalog::{CatalogNews, Cursor, NEWS};
use std::time::Duration;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

/// How often to look without being woken.
const POLL: Duration = Duration::from_secs(1);

/// Works until `stop`. While Postgres is away there is no news.
pub async fn run(state: AppState, stop: CancellationToken) {
    let moves = &state.catalogue_moves;
    let telling = async {
        let (mut told, mut due) = (None, true);
        // Also while it is woken all the time: a database that was put back says nothing.
        let mut polls = tokio::time::interval(POLL);
        polls.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while !stop.is_cancelled() {
            if let Err(error) = tell(&state, &mut told, due).await {
                tracing::debug!(%error, "the catalogue can't be looked at now");
            }
            due = tokio::select! {
                () = moves.woken() => false,
                _ = polls.tick() => true,
                () = stop.cancelled() => false,
            };
        }
    };
    tokio::join!(telling, wakes::run(state.db.clone(), moves, &stop));
}

/// Tells what is known to have changed; looks for it in the database where this process doesn't know, or when that is `due`.
async fn tell(state: &AppState, told: &mut Option<Cursor>, mut due: bool) -> Result<(), ApiError> {
    loop {
        let (cursor, changes) = match *told {
            None => {
                due = false;
                (catalog::head(&mut *state.db.acquire().await?).await?, None)
            }
            Some(before) => match state.catalogue_moves.after(before) {
                Next::Step(step) => (step.to, inline(&step)?),
                Next::Nothing if !due => return Ok(()),
                Next::Nothing | Next::Unknown => {
                    due = false;
                    news_since(&state.db, before).await?
                }
            },
        };
        if *told != Some(cursor) {
            announce(state, cursor, changes)?;
            *told = Some(cursor);
        }
    }
}

/// Tells that the catalogue is at `cursor`, and the `changes` that lead there.
fn announce(state: &AppState, cursor: Cursor, changes: Option<String>) -> Result<(), ApiError> {
    let place = frame(&CatalogNews {
        cursor,
        changes: None,
    })?;
    let news = match changes {
        None => place.clone(),
        changes => frame(&CatalogNews { cursor, changes })?,
    };
    state.catalogue_news.announce(news, place);
    Ok(())
}

/// The news as a server-sent event.
fn frame(news: &CatalogNews) -> Result<Bytes, ApiError> {
    // JSON text has no line feeds of its own.
    let json = serde_json::to_string(news).map_err(|cause| ApiError::internal(&cause))?;
    Ok(format!("event: {NEWS}\ndata: {json}\n\n").into())
}
