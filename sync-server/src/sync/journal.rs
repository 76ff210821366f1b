//! The journal door: tills push entries and ask which ones are held.

use crate::modules::identity::contract::{Device, revoked_staff, signer};
use crate::platform::api::{Routes, refuse, routes};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::ingest::ingest;
use crate::sync::{clocks, store, unpack};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use pos_protocol::limits::{MAX_BATCH_BYTES, MAX_HELD_HASHES};
use pos_protocol::sync::{Head, HeldRequest, HeldResponse, PushResponse};

/// The routes of the journal door.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(push))
        .routes(routes!(held))
        .layer(DefaultBodyLimit::max(MAX_BATCH_BYTES))
}

/// A verdict for each entry, and the heads of the courier's register.
#[utoipa::path(post, path = "/v1/sync/journal", tag = "sync",
    request_body(content_type = "application/zstd", description = "{\"entries\": [...]} in JSON under zstd."),
    responses((status = 200, body = PushResponse), refuse::Device, refuse::Push))]
async fn push(
    State(state): State<AppState>,
    device: Device,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PushResponse>, ApiError> {
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => unpack::too_large(),
        _ => unpack::malformed(&error),
    })?;
    let request = tokio::task::spawn_blocking(move || unpack::unpack(&body))
        .await
        .map_err(|gone| ApiError::internal(&gone))??;
    let own = state.clone();
    let skew = clocks::skew(&headers, state.clock.now());
    let work = async move {
        let answer = ingest(&own, device.register, &request.entries).await?;
        if let Some(skew) = skew {
            clocks::note(&own.db, device.register, skew).await;
        }
        Ok(answer)
    };
    let mut answer = state.writes.run(work).await?;
    countersign(&state, &mut answer.heads).await?;
    Ok(Json(answer))
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
