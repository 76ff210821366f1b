//! Another program changes some fields of a product that it has read.

use super::put_product::{TaxBody, taxes};
use super::{not_sold, on_sale, sold};
use crate::modules::catalog::change::change;
use crate::modules::catalog::draft::{Draft, DraftError, Patch};
use crate::modules::catalog::view::ProductView;
use crate::modules::catalog::wish::Wish;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::{Body, Segment};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

/// What is to change. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductPatch {
    name: Option<String>,
    category: Option<String>,
    /// All of its barcodes.
    barcodes: Option<Vec<String>>,
    unit: Option<String>,
    /// A decimal such as `12.34`.
    unit_price: Option<String>,
    /// All of its taxes; it is of no class then.
    taxes: Option<Vec<TaxBody>>,
    /// The class whose taxes it bears, in place of its own.
    tax_class: Option<String>,
}

/// Changes some fields of a product, if it is still the version that was read.
#[utoipa::path(patch, path = "/v1/catalog/products/{code}", tag = "catalog", params(("code" = String, Path)),
    request_body = ProductPatch, responses((status = 200, body = ProductView, headers(("ETag" = String))), refuse::Staff,
        refuse::Missing, refuse::VersionRequired, refuse::Body))]
pub async fn patch_product(
    State(state): State<AppState>,
    staff: Staff,
    asked: Conditions,
    Segment(code): Segment<String>,
    Body(body): Body<ProductPatch>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let missing = not_sold(&code);
    let changed = change(&state, code, move |current| {
        let known = on_sale(current.ok_or_else(|| missing.clone())?)?;
        asked.require(&ProductView::from(&known).version()?)?;
        let tax_class = match (&body.taxes, &body.tax_class) {
            (Some(_), Some(_)) => return Err(DraftError::TaxesAndClass.into()),
            (Some(_), None) => None,
            (None, named) => named.clone().or(known.tax_class),
        };
        let patch = Patch {
            name: body.name.as_deref(),
            category: body.category.as_deref(),
            barcodes: body.barcodes.as_deref(),
            unit: body.unit.as_deref(),
            unit_price: body.unit_price.as_deref(),
            taxes: body.taxes.as_deref().map(taxes).transpose()?,
        };
        let draft = Draft::patched(known.product, &patch)?;
        Ok(Wish::Sell(Box::new(draft.of_class(tax_class))))
    })
    .await?;
    let mut db = state.db.acquire().await?;
    let product = sold(&mut db, &changed.code, state.clock.now()).await?;
    Ok(Answer::ok(&product)?.at(product.version()?))
}
