//! The event door: one long answer in which the server tells a till what it would otherwise have to ask for.

mod herald;
mod wakes;

pub use herald::run;

use crate::modules::identity::contract::Device;
use crate::platform::announcer::Listener;
use crate::platform::api::{Routes, refuse, routes};
use crate::platform::state::AppState;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream;
use pos_protocol::catalog::HEARTBEAT_SECONDS;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// How often something is said at least.
const HEARTBEAT: Duration = Duration::from_secs(HEARTBEAT_SECONDS);

/// What is said when there is nothing to say: a comment, which also tells a listener at once that it is connected.
const NOTHING: Bytes = Bytes::from_static(b":\n\n");

/// How long one answer lasts. A till comes back with a new token, so that a revoked one does not listen for ever.
const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The routes of the event door.
pub fn router() -> Routes {
    Routes::default().routes(routes!(events))
}

/// News of the catalogue, as server-sent events for ten minutes; a comment every few seconds says that it is live.
#[utoipa::path(get, path = "/v1/events", tag = "sync",
    responses((status = 200, body = String, content_type = "text/event-stream"), refuse::Device))]
async fn events(State(state): State<AppState>, _device: Device) -> Response {
    let telling = Telling {
        listener: state.catalogue_news.listen(),
        until: Instant::now() + LIFETIME,
        greeted: false,
    };
    let body = Body::from_stream(stream::unfold(telling, |mut telling| async move {
        let said = telling.next().await?;
        Some((Ok::<_, Infallible>(said), telling))
    }));
    let headers = [
        (CONTENT_TYPE, "text/event-stream"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, body).into_response()
}

/// One listener's answer under way.
struct Telling {
    listener: Listener,
    until: Instant,
    greeted: bool,
}

impl Telling {
    async fn next(&mut self) -> Option<Bytes> {
        if !std::mem::replace(&mut self.greeted, true) {
            return Some(NOTHING);
        }
        if Instant::now() >= self.until {
            return None;
        }
        timeout(HEARTBEAT, self.listener.next())
            .await
            .unwrap_or(Some(NOTHING))
    }
}
