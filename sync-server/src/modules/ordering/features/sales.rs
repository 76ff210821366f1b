//! `GET /v1/ordering/sales?from=&to=`: what was sold, by business day and register, from the consumer's tables.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::ordering::store::books::{self, DailySales};
use crate::modules::origin::day_of_calendar;
use crate::platform::api::refuse;
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use pos_protocol::codes::Code;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The business days that are asked for, both included.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Days {
    /// The first, `YYYY-MM-DD`.
    #[param(format = Date)]
    from: String,
    /// The last, `YYYY-MM-DD`.
    #[param(format = Date)]
    to: String,
}

/// The answer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Sales {
    sales: Vec<DailySales>,
}

/// What was sold, by business day and register.
#[utoipa::path(get, path = "/v1/ordering/sales", tag = "ordering", params(Days),
    responses((status = 200, body = Sales), refuse::Staff, refuse::Query))]
pub(super) async fn sales(
    State(state): State<AppState>,
    staff: Staff,
    Params(days): Params<Days>,
) -> Result<Json<Sales>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let (from, to) = (day("from", &days.from)?, day("to", &days.to)?);
    let sales = books::sales(&state.db, from, to).await?;
    Ok(Json(Sales { sales }))
}

fn day<'a>(field: &str, text: &'a str) -> Result<&'a str, ApiError> {
    day_of_calendar(text)
        .map_err(|error| ApiError::new(Code::InvalidRequest, format!("{field}: {error}.")))
}
