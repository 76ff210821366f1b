//! An admin takes a product off sale. Its history and its sales stay.

use super::{not_sold, version_of};
use crate::modules::catalog::change::{Changed, change};
use crate::modules::catalog::wish::Wish;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;

/// Takes a product off sale. Doing it twice changes nothing more.
#[utoipa::path(delete, path = "/v1/catalog/products/{code}", tag = "catalog", params(("code" = String, Path)),
    responses((status = 200, body = Changed), refuse::Staff, refuse::Missing, refuse::Versioned))]
pub async fn archive_product(
    State(state): State<AppState>,
    staff: Staff,
    asked: Conditions,
    Segment(code): Segment<String>,
) -> Result<Json<Changed>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let missing = not_sold(&code);
    change(&state, code, move |current| {
        asked.check(version_of(current.as_ref())?.as_ref())?;
        let known = current.ok_or_else(|| missing.clone())?;
        Ok(Wish::Archive(known.product.code))
    })
    .await
    .map(Json)
}
