//! Hands an image out. It never changes, so what has come so far is good after any cut.

use super::range::{self, Unsatisfiable};
use crate::modules::catalog::contract::{self as catalog, CHUNK};
use crate::modules::identity::contract::Device;
use crate::platform::api::refuse;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::stream;
use pos_protocol::codes::Code;
use pos_protocol::hash::Hash;

/// An image of the whole catalogue, by the hash of its content: SQLite under zstd, in ranges where these are asked for.
#[utoipa::path(get, path = "/v1/catalog/snapshots/{hash}", tag = "sync", params(("hash" = String, Path)), responses(
    (status = 200, body = Vec<u8>, content_type = "application/zstd"),
    (status = 206, body = Vec<u8>, content_type = "application/zstd"), (status = 304), refuse::Device, refuse::Image))]
pub async fn snapshot(
    State(state): State<AppState>,
    _device: Device,
    Segment(text): Segment<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let missing = || {
        ApiError::new(
            Code::NotFound,
            "This image of the catalogue is not kept here.",
        )
    };
    let hash: Hash = text.parse().map_err(|_| missing())?;
    let mut db = state.db.acquire().await?;
    let image = catalog::find_image(&mut db, hash)
        .await?
        .ok_or_else(missing)?;
    drop(db);
    let tag = format!("\"{hash}\"");
    let named = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let kept = [
        (ETAG, tag.clone()),
        (
            CACHE_CONTROL,
            "private, max-age=31536000, immutable".to_owned(),
        ),
        (ACCEPT_RANGES, "bytes".to_owned()),
    ];
    if named(IF_NONE_MATCH).is_some_and(|tags| tags.contains(&tag) || tags.trim() == "*") {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    // A part of something else is of no use to anybody.
    let same = named(IF_RANGE).is_none_or(|expected| expected == tag);
    let part = match named(RANGE).filter(|_| same) {
        Some(header) => range::parse(header, image.bytes),
        None => Ok(None),
    };
    let (status, (start, end)) = match part {
        Ok(None) => (StatusCode::OK, (0, image.bytes)),
        Ok(Some(part)) => (StatusCode::PARTIAL_CONTENT, part),
        Err(Unsatisfiable) => {
            let detail = format!("The image has {} bytes.", image.bytes);
            let refused = ApiError::new(Code::RangeUnsatisfiable, detail);
            let length = [(CONTENT_RANGE, format!("bytes */{}", image.bytes))];
            return Ok((length, refused).into_response());
        }
    };
    let size = [
        (CONTENT_TYPE, "application/zstd".to_owned()),
        (CONTENT_LENGTH, (end - start).to_string()),
    ];
    let place = (status == StatusCode::PARTIAL_CONTENT).then(|| {
        let place = format!("bytes {start}-{}/{}", end - 1, image.bytes);
        [(CONTENT_RANGE, place)]
    });
    let body = body(state, hash, start, end);
    let whole = (status, kept, size, body).into_response();
    Ok(match place {
        Some(place) => (place, whole).into_response(),
        None => whole,
    })
}

/// The bytes from `start` to before `end`, chunk by chunk as they are taken.
fn body(state: AppState, hash: Hash, start: u64, end: u64) -> Body {
    let chunk = CHUNK as u64;
    Body::from_stream(stream::try_unfold(start, move |at| {
        let state = state.clone();
        async move {
            if at >= end {
                return Ok(None);
            }
            let number = i32::try_from(at / chunk).map_err(|cause| ApiError::internal(&cause))?;
            let mut db = state.db.acquire().await?;
            let bytes = catalog::image_chunk(&mut db, hash, number).await?;
            drop(db);
            let bytes = Bytes::from(bytes.unwrap_or_default());
            let first = usize::try_from(at % chunk).unwrap_or(usize::MAX);
            let most = usize::try_from(end - at).unwrap_or(usize::MAX);
            if first >= bytes.len() {
                // Dropped while it was fetched: the till finds the body cut and asks for the newer one.
                return Err(ApiError::new(
                    Code::NotFound,
                    "The image is no longer kept.",
                ));
            }
            let last = bytes.len().min(first.saturating_add(most));
            let part = bytes.slice(first..last);
            let next = at + part.len() as u64;
            Ok(Some((part, next)))
        }
    }))
}
