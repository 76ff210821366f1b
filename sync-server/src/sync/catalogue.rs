//! The catalogue door: what changed since a till's cursor, as one stream that is taken whole or not at all.

mod encode;
mod image;
mod range;
mod serve_image;
mod snapshot;

pub use encode::Encoder;
pub use snapshot::{inline, news_since};

use crate::modules::catalog::contract as catalog;
use crate::modules::identity::contract::Device;
use crate::platform::api::{Routes, refuse, routes};
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use pos_protocol::catalog::{Cursor, SnapshotOffer};
use pos_protocol::codes::Code;
use serde::Deserialize;
use snapshot::BuildError;

/// Streams of more lines than this are not kept in the cache but go from the database to the till as they are read.
const MAX_KEPT_LINES: u64 = 50_000;

/// How often a stream is begun anew because the catalogue moved on meanwhile.
const TRIES: u32 = 5;

/// The routes of the catalogue door.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(changes))
        .routes(routes!(serve_image::snapshot))
}

/// Where the register is.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Since {
    /// `version.hash`; without it the whole catalogue is answered.
    cursor: Option<String>,
}

/// What changed since a register's cursor: begin, rows and tombstones, end. Without a cursor it is all there is, however
/// much; with one that can't be served by changes, the answer names the image to take.
#[utoipa::path(get, path = "/v1/catalog/changes", tag = "sync", params(Since), responses(
    (status = 200, body = String, content_type = "application/x-ndjson",
        description = "NDJSON under zstd (Content-Encoding)"),
    refuse::Device, refuse::Cursor, refuse::Query))]
async fn changes(
    State(state): State<AppState>,
    _device: Device,
    Params(since): Params<Since>,
) -> Result<Response, ApiError> {
    let asked: Option<Cursor> = match since.cursor.as_deref() {
        None | Some("") => None,
        Some(text) => Some(text.parse().map_err(|_| unknown(text))?),
    };
    let base = asked.unwrap_or(Cursor::ZERO);
    for _ in 0..TRIES {
        let Some((target, total)) = look(&state, base).await? else {
            return Err(unknown(&base.to_string()).offering(offer(&state).await));
        };
        if total > MAX_KEPT_LINES {
            if asked.is_some()
                && let Some(image) = offer(&state).await
            {
                return Err(far_behind(base).offering(Some(image)));
            }
            break;
        }
        // Both hashes cover all that came before them, so this key never stands for anything else.
        let key = format!("changes:{base}:{target}");
        let build = || snapshot::whole(state.clone(), base, target);
        match state.cache.body(&key, build).await {
            Ok(body) => {
                state.metrics.catalogue_bytes.inc_by(body.len() as u64);
                return Ok(answer(body.into()));
            }
            Err(BuildError::Moved) => {}
            Err(BuildError::Failed(error)) => return Err(error),
        }
    }
    snapshot::stream(&state, base).await.map(answer)
}

/// Where the catalogue is, and how much a till at `base` lacks; none when it never was at `base`, or that is forgotten.
async fn look(state: &AppState, base: Cursor) -> Result<Option<(Cursor, u64)>, ApiError> {
    let mut db = state.db.acquire().await?;
    if !catalog::is_ours(&mut db, base).await? {
        return Ok(None);
    }
    let target = catalog::head(&mut db).await?;
    let total = catalog::count_since(&mut db, base).await?;
    Ok(Some((target, total)))
}

/// The image to take; without one a till takes the whole catalogue as a stream.
async fn offer(state: &AppState) -> Option<SnapshotOffer> {
    match image::image(state).await {
        Ok(image) => Some(image),
        Err(error) => {
            tracing::warn!(%error, "no image of the catalogue can be offered");
            None
        }
    }
}

fn far_behind(cursor: Cursor) -> ApiError {
    ApiError::new(
        Code::CursorUnknown,
        format!("More has changed since {cursor} than is worth telling one by one."),
    )
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
