//! What an admin sees and decides of messages that could not be dealt with.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::ordering;
use crate::platform::api::{Routes, refuse, routes};
use crate::platform::audit::By;
use crate::platform::json::Segment;
use crate::platform::parked::{self, Parked, ParkedError};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use pos_protocol::codes::Code;
use serde::Serialize;
use utoipa::ToSchema;

/// The most messages that one answer shows.
const SHOWN: i64 = 100;

/// Messages that wait for a decision.
#[derive(Debug, Serialize, ToSchema)]
struct AllParked {
    parked: Vec<Parked>,
}

/// The routes.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(list))
        .routes(routes!(replay))
        .routes(routes!(discard))
}

/// The oldest messages that wait for a decision.
#[utoipa::path(get, path = "/v1/ops/parked", tag = "ops",
    responses((status = 200, body = AllParked), refuse::Staff))]
async fn list(State(state): State<AppState>, staff: Staff) -> Result<Json<AllParked>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let parked = parked::open(&state.db, SHOWN).await?;
    Ok(Json(AllParked { parked }))
}

/// Deals with one once more.
#[utoipa::path(post, path = "/v1/ops/parked/{id}/replay", tag = "ops", params(("id" = i64, Path)),
    responses((status = 204), refuse::Staff, refuse::Missing, refuse::Query))]
async fn replay(
    State(state): State<AppState>,
    staff: Staff,
    Segment(id): Segment<i64>,
) -> Result<StatusCode, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let db = state.db.clone();
    let work = async move {
        parked::replay(&db, ordering::consumers(), id, &over_http(staff)).await?;
        Ok(StatusCode::NO_CONTENT)
    };
    state.writes.run(work).await
}

/// Gives one up.
#[utoipa::path(post, path = "/v1/ops/parked/{id}/discard", tag = "ops", params(("id" = i64, Path)),
    responses((status = 204), refuse::Staff, refuse::Missing))]
async fn discard(
    State(state): State<AppState>,
    staff: Staff,
    Segment(id): Segment<i64>,
) -> Result<StatusCode, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let db = state.db.clone();
    let work = async move {
        parked::discard(&db, id, &over_http(staff)).await?;
        Ok(StatusCode::NO_CONTENT)
    };
    state.writes.run(work).await
}

/// Whose decision it is. A program has its reasons where it is run.
fn over_http(staff: Staff) -> By {
    By {
        who: staff.sub,
        name: staff.name,
        reason: "over /v1/ops".to_owned(),
    }
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
