//! Another program adds a product that is not sold yet.

use super::put_product::{ProductBody, TaxBody};
use super::{sold, version_of};
use crate::modules::catalog::change::change_in;
use crate::modules::catalog::view::ProductView;
use crate::modules::catalog::wish::Wish;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::answer::{Answer, escaped};
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use pos_protocol::codes::Code;
use serde::Deserialize;
use utoipa::ToSchema;

/// A product with its code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProduct {
    /// The shop's own code; case counts.
    code: String,
    name: String,
    category: String,
    /// GTINs as printed.
    #[serde(default)]
    barcodes: Vec<String>,
    /// What it is sold by: `each`, `kg`.
    unit: String,
    /// A decimal such as `12.34`.
    unit_price: String,
    /// Its own taxes, ...
    taxes: Option<Vec<TaxBody>>,
    /// ... or the class whose taxes it bears.
    tax_class: Option<String>,
}

/// Adds a product. One that was archived comes back on sale.
#[utoipa::path(post, path = "/v1/catalog/products", tag = "catalog", request_body = NewProduct, responses(
    (status = 201, body = ProductView, headers(("ETag" = String), ("Location" = String))),
    refuse::Staff, refuse::Create))]
pub async fn create_product(
    State(state): State<AppState>,
    staff: Staff,
    asked: Keyed<NewProduct>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let now = state.clock.now();
    asked
        .once(&state, &staff.sub, move |tx, new| {
            Box::pin(async move {
                let (code, body) = new.parts();
                let draft = body.draft(&code)?;
                let changed = change_in(tx, now, code, |current| {
                    if version_of(current.as_ref())?.is_some() {
                        let why = "A product with this code is on sale.";
                        return Err(ApiError::new(Code::AlreadyExists, why));
                    }
                    Ok(Wish::Sell(Box::new(draft)))
                })
                .await?;
                let product = sold(tx, &changed.code, now).await?;
                let location = format!("/v1/catalog/products/{}", escaped(&changed.code));
                Ok(Answer::created(&product, location)?.at(product.version()?))
            })
        })
        .await
}

impl NewProduct {
    fn parts(self) -> (String, ProductBody) {
        let body = ProductBody {
            name: self.name,
            category: self.category,
            barcodes: self.barcodes,
            unit: self.unit,
            unit_price: self.unit_price,
            taxes: self.taxes,
            tax_class: self.tax_class,
        };
        (self.code, body)
    }
}
