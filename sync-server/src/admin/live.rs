//! `GET /admin/api/live`: everything at once, then what changes, and every two seconds the word that it is still so.

use super::session::{Admin, visitor};
use crate::platform::board::Watcher;
use crate::platform::state::AppState;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::Stream;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::convert::Infallible;

/// After so many words it is asked again whether the session still lives.
const ASK_AGAIN: u32 = 10;

/// Everything that an admin watches.
pub(super) async fn live(
    State(state): State<AppState>,
    _admin: Admin,
    headers: HeaderMap,
) -> Response {
    let watching = Watching {
        watcher: state.board.watch(),
        state,
        headers,
        words: 0,
    };
    // Proxies that collect answers before they pass them on would make the page old.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    let headers = [(CACHE_CONTROL, "no-store"), (unbuffered, "no")];
    (headers, Sse::new(stream(watching))).into_response()
}

struct Watching {
    state: AppState,
    headers: HeaderMap,
    watcher: Watcher,
    words: u32,
}

fn stream(watching: Watching) -> impl Stream<Item = Result<Event, Infallible>> {
    futures::stream::unfold(Some(watching), |watching| async move {
        let mut watching = watching?;
        let sections = watching.watcher.next().await?;
        watching.words += 1;
        if watching.words.is_multiple_of(ASK_AGAIN) && !watching.is_signed_in().await {
            return Some((Ok(Event::default().event("ended").data("{}")), None));
        }
        let name = if watching.words == 1 {
            "snapshot"
        } else {
            "changes"
        };
        let sections = sections.iter().map(|(name, value)| (*name, &**value));
        let sections: BTreeMap<&str, &RawValue> = sections.collect();
        let event = Event::default().event(name).json_data(&sections);
        match event {
            Ok(event) => Some((Ok(event), Some(watching))),
            Err(error) => {
                tracing::error!(%error, "the page can't be told what changed");
                None
            }
        }
    })
}

impl Watching {
    /// While Postgres is away nobody is sent home: it may be what they are looking for.
    async fn is_signed_in(&self) -> bool {
        match visitor(&self.state, &self.headers, false).await {
            Ok(visitor) => visitor.is_some_and(|visitor| visitor.is_admin()),
            Err(_) => true,
        }
    }
}
