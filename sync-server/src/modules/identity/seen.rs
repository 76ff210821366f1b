//! Notes that a register was heard of, and what it says it still has to send. At most every few seconds for each register,
//! beside its request and never in its way.

use super::store;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::http::HeaderMap;
use pos_protocol::UNSENT_HEADER;
use uuid::Uuid;

/// Notes it.
pub(super) fn note(state: &AppState, register: Uuid, headers: &HeaderMap) {
    if !state.noted.lets(register) {
        return;
    }
    let unsent = headers
        .get(UNSENT_HEADER)
        .and_then(|value| value.to_str().ok()?.parse::<u32>().ok())
        .map(i64::from);
    let (db, now) = (state.db.clone(), state.clock.now());
    state.writes.start(async move {
        let written = async {
            let mut db = db.acquire().await?;
            store::saw_register(&mut db, register, unsent, now).await
        };
        if let Err(error) = written.await {
            let error = ApiError::from(error);
            tracing::debug!(%error, "a register was seen, which could not be noted");
        }
    });
}
