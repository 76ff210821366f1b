//! What an admin sees and decides of messages that could not be dealt with.

use crate::modules;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::{Routes, refuse, routes};
use crate::platform::audit::By;
use crate::platform::json::Segment;
use crate::platform::parked::{self, Parked, ParkedError};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use pos_protocol::codes::Code;
use serde::{Deserialize, Serialize};
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

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Why {
    /// In the words of whoever decides; it is audited.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Deals with one once more.
#[utoipa::path(post, path = "/v1/ops/parked/{id}/replay", tag = "ops", params(("id" = i64, Path)), request_body = Why,
    responses((status = 204), refuse::Staff, refuse::Missing, refuse::Keyed))]
async fn replay(
    State(state): State<AppState>,
    staff: Staff,
    Segment(id): Segment<i64>,
    asked: Keyed<Why>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let caller = staff.sub.clone();
    asked
        .once(&state, &caller, move |tx, why| {
            Box::pin(async move {
                let by = By::because(staff.sub, staff.name, &why.reason)?;
                parked::replay(tx, &modules::consumers(), id, &by).await?;
                Ok(Answer::done())
            })
        })
        .await
}

/// Gives one up.
#[utoipa::path(post, path = "/v1/ops/parked/{id}/discard", tag = "ops", params(("id" = i64, Path)), request_body = Why,
    responses((status = 204), refuse::Staff, refuse::Missing, refuse::Keyed))]
async fn discard(
    State(state): State<AppState>,
    staff: Staff,
    Segment(id): Segment<i64>,
    asked: Keyed<Why>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let caller = staff.sub.clone();
    asked
        .once(&state, &caller, move |tx, why| {
            Box::pin(async move {
                let by = By::because(staff.sub, staff.name, &why.reason)?;
                parked::discard(tx, id, &by).await?;
                Ok(Answer::done())
            })
        })
        .await
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
