//! An admin adds a product or changes it as a whole.

use super::version_of;
use crate::modules::catalog::change::{Changed, change};
use crate::modules::catalog::draft::{Draft, DraftError, TaxText};
use crate::modules::catalog::wish::Wish;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::{Body, Segment};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use pos_core::TaxKind;
use serde::Deserialize;

/// A product as an admin writes it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductBody {
    pub(super) name: String,
    pub(super) category: String,
    /// GTINs as printed.
    #[serde(default)]
    pub(super) barcodes: Vec<String>,
    /// What it is sold by: `each`, `kg`.
    pub(super) unit: String,
    /// A decimal such as `12.34`.
    pub(super) unit_price: String,
    /// Its own taxes, ...
    pub(super) taxes: Option<Vec<TaxBody>>,
    /// ... or the class whose taxes it bears.
    pub(super) tax_class: Option<String>,
}

/// A tax as an admin writes it: a percentage, or a sum for each unit such as a deposit.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxBody {
    name: String,
    /// How it is measured; `percent` when left out.
    #[serde(default = "percentage")]
    kind: TaxKind,
    /// Of a percentage: a decimal such as `17.5`.
    #[serde(default)]
    percent: Option<String>,
    /// Of a fixed tax: what one unit bears, a decimal such as `0.25`.
    #[serde(default)]
    amount: Option<String>,
    /// Whether the price contains it already.
    included: bool,
    /// Whether a percentage is taken of the price and all taxes that are named before it.
    #[serde(default)]
    on_top_of_previous: bool,
}

fn percentage() -> TaxKind {
    TaxKind::Percent
}

/// Adds a product or changes it as a whole.
#[utoipa::path(put, path = "/v1/catalog/products/{code}", tag = "catalog", params(("code" = String, Path)),
    request_body = ProductBody, responses((status = 200, body = Changed), refuse::Staff, refuse::Missing,
        refuse::Body, refuse::Versioned))]
pub async fn put_product(
    State(state): State<AppState>,
    staff: Staff,
    asked: Conditions,
    Segment(code): Segment<String>,
    Body(body): Body<ProductBody>,
) -> Result<Json<Changed>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let draft = body.draft(&code)?;
    change(&state, code, move |current| {
        asked.check(version_of(current.as_ref())?.as_ref())?;
        Ok(Wish::Sell(Box::new(draft.clone())))
    })
    .await
    .map(Json)
}

impl ProductBody {
    /// The product that is wanted, checked.
    pub(super) fn draft(&self, code: &str) -> Result<Draft, DraftError> {
        if self.taxes.is_some() && self.tax_class.is_some() {
            return Err(DraftError::TaxesAndClass);
        }
        let taxes = taxes(self.taxes.as_deref().unwrap_or_default())?;
        let draft = Draft::new(
            code,
            &self.name,
            &self.category,
            self.barcodes.iter().map(String::as_str),
            &self.unit,
            &self.unit_price,
            &taxes,
        )?;
        Ok(draft.of_class(self.tax_class.clone()))
    }
}

/// Taxes as the catalogue checks them.
pub(super) fn taxes(bodies: &[TaxBody]) -> Result<Vec<TaxText<'_>>, DraftError> {
    bodies.iter().map(tax).collect()
}

fn tax(body: &TaxBody) -> Result<TaxText<'_>, DraftError> {
    let rate = match (body.kind, &body.percent, &body.amount) {
        (TaxKind::Percent, Some(rate), None) | (TaxKind::Fixed, None, Some(rate)) => rate,
        _ => return Err(DraftError::Tax(body.name.clone())),
    };
    Ok(TaxText {
        name: &body.name,
        kind: body.kind,
        rate,
        included: body.included,
        on_top_of_previous: body.on_top_of_previous,
    })
}
