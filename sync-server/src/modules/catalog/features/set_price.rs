//! An admin changes what a product costs.

use super::{Changed, change, not_sold};
use crate::modules::catalog::draft::Draft;
use crate::modules::catalog::publish::Wish;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::json::Body;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;

/// The new price.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceBody {
    unit_price: String,
}

/// `PUT /v1/catalog/products/{code}/price`
pub async fn set_price(
    State(state): State<AppState>,
    staff: Staff,
    Path(code): Path<String>,
    Body(body): Body<PriceBody>,
) -> Result<Json<Changed>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let missing = not_sold(&code);
    change(&state, code, move |current| {
        let sold = current.filter(|current| !current.archived).ok_or(missing)?;
        Ok(Wish::Sell(Draft::repriced(sold.product, &body.unit_price)?))
    })
    .await
    .map(Json)
}
