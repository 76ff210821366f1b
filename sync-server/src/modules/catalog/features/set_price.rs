//! An admin changes what a product costs, at once or from an instant on.

use super::{not_sold, on_sale};
use crate::modules::catalog::change::{Changed, change};
use crate::modules::catalog::draft::{Draft, Start};
use crate::modules::catalog::wish::Wish;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::refuse;
use crate::platform::json::{Body, Segment};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

/// The new price.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceBody {
    /// A decimal such as `12.34`.
    unit_price: String,
    /// RFC 3339; at once without.
    from: Option<String>,
}

/// Changes what a product costs.
#[utoipa::path(put, path = "/v1/catalog/products/{code}/price", tag = "catalog", params(("code" = String, Path)),
    request_body = PriceBody, responses((status = 200, body = Changed), refuse::Staff, refuse::Missing, refuse::Body))]
pub async fn set_price(
    State(state): State<AppState>,
    staff: Staff,
    Segment(code): Segment<String>,
    Body(body): Body<PriceBody>,
) -> Result<Json<Changed>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let missing = not_sold(&code);
    let start = match &body.from {
        Some(from) => Some(Start::parse(&body.unit_price, from, state.clock.now())?),
        None => None,
    };
    change(&state, code, move |current| {
        let sold = on_sale(current.ok_or_else(|| missing.clone())?)?;
        let draft = match start {
            Some(start) => Draft::starting(sold.product, start),
            None => Draft::repriced(sold.product, &body.unit_price)?,
        };
        Ok(Wish::Sell(Box::new(draft.of_class(sold.tax_class))))
    })
    .await
    .map(Json)
}
