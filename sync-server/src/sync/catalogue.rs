//! The catalogue door: what changed since a till's cursor, as one stream that is taken whole or not at all.

mod encode;
mod snapshot;

use crate::modules::catalog::contract as catalog;
use crate::modules::identity::contract::Device;
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use pos_protocol::catalog::Cursor;
use pos_protocol::codes::Code;
use serde::Deserialize;
use snapshot::BuildError;

/// Streams of more lines than this are not kept in the cache but go from the database to the till as they are read.
const MAX_KEPT_LINES: u64 = 50_000;

/// How often a stream is begun anew because the catalogue moved on meanwhile.
const TRIES: u32 = 5;

/// The routes of the catalogue door.
pub fn router() -> Router<AppState> {
    Router::new().route("/v1/catalog/changes", get(changes))
}

#[derive(Deserialize)]
struct Since {
    cursor: Option<String>,
}

/// `GET /v1/catalog/changes?cursor=`
async fn changes(
    State(state): State<AppState>,
    _device: Device,
    Params(since): Params<Since>,
) -> Result<Response, ApiError> {
    let base = match since.cursor.as_deref() {
        None | Some("") => Cursor::ZERO,
        Some(text) => text.parse().map_err(|_| unknown(text))?,
    };
    for _ in 0..TRIES {
        let (target, total) = look(&state, base).await?;
        if total > MAX_KEPT_LINES {
            break;
        }
        // Both hashes cover all that came before them, so this key never stands for anything else.
        let key = format!("changes:{base}:{target}");
        let build = || snapshot::whole(state.clone(), base, target);
        match state.cache.body(&key, build).await {
            Ok(body) => return Ok(answer(body.into())),
            Err(BuildError::Moved) => {}
            Err(BuildError::Failed(error)) => return Err(error),
        }
    }
    snapshot::stream(&state, base).await.map(answer)
}

/// Where the catalogue is, and how much a till at `base` lacks.
async fn look(state: &AppState, base: Cursor) -> Result<(Cursor, u64), ApiError> {
    let mut db = state.db.acquire().await?;
    if !catalog::is_ours(&mut db, base).await? {
        return Err(unknown(&base.to_string()));
    }
    let target = catalog::head(&mut db).await?;
    Ok((target, catalog::count_since(&mut db, base).await?))
}

fn unknown(cursor: &str) -> ApiError {
    ApiError::new(
        Code::CursorUnknown,
        format!("{cursor} is not a place in this catalogue's history."),
    )
}

fn answer(body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson"),
        (CONTENT_ENCODING, "zstd"),
    ];
    (headers, body).into_response()
}
