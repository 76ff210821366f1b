//! The journal door: tills push entries and ask which ones are held.

use crate::modules::identity::contract::{Device, revoked_staff, signer};
use crate::platform::api::{Routes, refuse, routes};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::clocks::{Clocks, skew};
use crate::sync::intake::{Intake, ingest};
use crate::sync::read::Delivered;
use crate::sync::{store, unpack};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use pos_protocol::limits::{MAX_BATCH_BYTES, MAX_HELD_HASHES};
use pos_protocol::sync::{Head, HeldRequest, HeldResponse, PushResponse};

/// A body of at most so many bytes is read at once; a longer one by a thread that may block.
const SHORT: usize = 8 << 10;

/// The routes of the journal door.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(push))
        .routes(routes!(held))
        .layer(Extension(Intake::default()))
        .layer(Extension(Clocks::default()))
        .layer(DefaultBodyLimit::max(MAX_BATCH_BYTES))
}

/// A verdict for each entry, and the heads of the courier's register.
#[utoipa::path(post, path = "/v1/sync/journal", tag = "sync",
    request_body(content_type = "application/zstd", description = "{\"entries\": [...]} in JSON under zstd."),
    responses((status = 200, body = PushResponse), refuse::Device, refuse::Push))]
async fn push(
    State(state): State<AppState>,
    device: Device,
    Extension(intake): Extension<Intake>,
    Extension(clocks): Extension<Clocks>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PushResponse>, ApiError> {
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => unpack::too_large(),
        _ => unpack::malformed(&error),
    })?;
    let at_the_door = state.door.enter();
    let batch = unpack(body).await?;
    let own = state.clone();
    let skew = skew(&headers, state.clock.now());
    let work = async move {
        let answer = ingest(&own, &intake, device.register, batch).await;
        drop(at_the_door);
        if let (Some(skew), true) = (skew, answer.is_ok()) {
            clocks.note(&own.db, device.register, skew).await;
        }
        answer
    };
    let mut answer = state.writes.run(work).await?;
    countersign(&state, &mut answer.heads).await?;
    Ok(Json(answer))
}

/// Reads the body.
async fn unpack(body: Bytes) -> Result<Vec<Delivered>, ApiError> {
    if body.len() <= SHORT {
        return unpack::unpack(&body);
    }
    tokio::task::spawn_blocking(move || unpack::unpack(&body))
        .await
        .map_err(|gone| ApiError::internal(&gone))?
}

/// Which of these hashes the server holds.
#[utoipa::path(post, path = "/v1/sync/held", tag = "sync", request_body = HeldRequest,
    responses((status = 200, body = HeldResponse), refuse::Device, refuse::Push))]
async fn held(
    State(state): State<AppState>,
    device: Device,
    request: Result<Json<HeldRequest>, JsonRejection>,
) -> Result<Json<HeldResponse>, ApiError> {
    let Json(request) = request.map_err(|error| unpack::malformed(&error))?;
    if request.hashes.len() > MAX_HELD_HASHES {
        return Err(unpack::too_large());
    }
    // What is held under a signature of nobody is still wanted from whoever has the true one.
    let held = store::genuine(&state.db, &request.hashes).await?;
    let heads = store::heads(&state.db, &[device.register]).await?;
    let revoked = revoked_staff(&mut *state.db.acquire().await?).await?;
    let mut heads: Vec<Head> = heads.into_values().collect();
    countersign(&state, &mut heads).await?;
    let in_order = request.hashes.into_iter();
    Ok(Json(HeldResponse {
        held: in_order.filter(|hash| held.contains(hash)).collect(),
        heads,
        revoked_staff: Some(revoked),
    }))
}

/// The server's word for what it holds: a till keeps it, and can prove later that an entry of its own was there.
async fn countersign(state: &AppState, heads: &mut [Head]) -> Result<(), ApiError> {
    let key = signer(state).await?.key();
    heads.iter_mut().for_each(|head| head.countersign(key));
    Ok(())
}
