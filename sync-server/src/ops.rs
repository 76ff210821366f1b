//! What an admin sees and decides of messages that could not be dealt with.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::ordering;
use crate::platform::parked::{self, Parked, ParkedError};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use pos_protocol::codes::Code;
use serde::Serialize;

/// The most messages that one answer shows.
const SHOWN: i64 = 100;

#[derive(Debug, Serialize)]
struct AllParked {
    parked: Vec<Parked>,
}

/// The routes.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/v1/ops/parked", get(list))
        .route("/v1/ops/parked/{id}/replay", post(replay))
        .route("/v1/ops/parked/{id}/discard", post(discard))
}

/// The oldest messages that wait for a decision.
async fn list(State(state): State<AppState>, staff: Staff) -> Result<Json<AllParked>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let parked = parked::open(&state.db, SHOWN).await?;
    Ok(Json(AllParked { parked }))
}

/// Deals with one once more.
async fn replay(
    State(state): State<AppState>,
    staff: Staff,
    Path(id): Path<i64>,
) -> Result<StatusCode, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let db = state.db.clone();
    let work = async move {
        parked::replay(&db, ordering::consumers(), id).await?;
        Ok(StatusCode::NO_CONTENT)
    };
    state.writes.run(work).await
}

/// Gives one up.
async fn discard(
    State(state): State<AppState>,
    staff: Staff,
    Path(id): Path<i64>,
) -> Result<StatusCode, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let db = state.db.clone();
    let work = async move {
        parked::discard(&db, id).await?;
        Ok(StatusCode::NO_CONTENT)
    };
    state.writes.run(work).await
}

impl From<ParkedError> for ApiError {
    fn from(error: ParkedError) -> ApiError {
        match error {
            ParkedError::NotOpen(_) => ApiError::new(Code::NotFound, error.to_string()),
            ParkedError::StillImpossible(_) => {
                ApiError::new(Code::InvalidRequest, error.to_string())
            }
            ParkedError::Postgres(error) => error.into(),
        }
    }
}
