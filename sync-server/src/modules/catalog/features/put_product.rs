//! An admin adds a product or changes it as a whole.

use super::{Changed, change};
use crate::modules::catalog::draft::{Draft, TaxText};
use crate::modules::catalog::publish::Wish;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::json::Body;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;

/// A product as an admin writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductBody {
    name: String,
    category: String,
    #[serde(default)]
    barcodes: Vec<String>,
    unit: String,
    unit_price: String,
    #[serde(default)]
    taxes: Vec<TaxBody>,
}

/// A tax as an admin writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxBody {
    name: String,
    percent: String,
    included: bool,
}

/// `PUT /v1/catalog/products/{code}`
pub async fn put_product(
    State(state): State<AppState>,
    staff: Staff,
    Path(code): Path<String>,
    Body(body): Body<ProductBody>,
) -> Result<Json<Changed>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let taxes: Vec<TaxText<'_>> = body
        .taxes
        .iter()
        .map(|tax| TaxText {
            name: &tax.name,
            percent: &tax.percent,
            included: tax.included,
        })
        .collect();
    let draft = Draft::new(
        &code,
        &body.name,
        &body.category,
        body.barcodes.iter().map(String::as_str),
        &body.unit,
        &body.unit_price,
        &taxes,
    )?;
    change(&state, code, |_| Ok(Wish::Sell(draft)))
        .await
        .map(Json)
}
