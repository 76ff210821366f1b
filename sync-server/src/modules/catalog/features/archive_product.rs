//! An admin takes a product off sale. Its history and its sales stay.

use super::{Changed, change, not_sold};
use crate::modules::catalog::publish::Wish;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::{Path, State};

/// `DELETE /v1/catalog/products/{code}`. Doing it twice changes nothing more.
pub async fn archive_product(
    State(state): State<AppState>,
    staff: Staff,
    Path(code): Path<String>,
) -> Result<Json<Changed>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let missing = not_sold(&code);
    change(&state, code, move |current| {
        let known = current.ok_or(missing)?;
        Ok(Wish::Archive(known.product.code))
    })
    .await
    .map(Json)
}
