//! An admin says what was counted, delivered or lost.

use crate::modules::catalog::contract as catalog;
use crate::modules::identity::contract::{Staff, roles};
use crate::modules::ordering::store::stock::{self, MovementKind, StockLevel};
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::audit::By;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use pos_core::Quantity;
use pos_protocol::codes::Code;
use serde::Deserialize;
use utoipa::ToSchema;

/// A change of the stock of a product.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMovement {
    /// What was done.
    kind: MovementKind,
    /// How much was counted, came in or was lost: a decimal such as `12.5`, not below zero.
    quantity: String,
    /// Why, for whoever reads it later.
    reason: String,
}

/// Counts, receives or writes off some of a product, and answers what there is then.
#[utoipa::path(post, path = "/v1/ordering/stock/{code}/movements", tag = "ordering",
    params(("code" = String, Path)), request_body = NewMovement,
    responses((status = 200, body = StockLevel), refuse::Staff, refuse::Missing, refuse::Keyed))]
pub(super) async fn move_stock(
    State(state): State<AppState>,
    staff: Staff,
    Segment(code): Segment<String>,
    asked: Keyed<NewMovement>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let now = state.clock.now();
    let caller = staff.sub.clone();
    asked
        .once(&state, &caller, move |tx, new| {
            Box::pin(async move {
                let quantity = quantity(&new.quantity)?;
                let by = By::because(staff.sub, staff.name, &new.reason)?;
                let known = catalog::on_sale(tx, std::slice::from_ref(&code), now.as_second());
                if !known.await?.contains_key(&code) {
                    let why = format!("There is no product {code} on sale.");
                    return Err(ApiError::new(Code::NotFound, why));
                }
                let now = now.to_string();
                let level = stock::move_by_hand(tx, &code, new.kind, quantity, &by, &now).await?;
                Answer::ok(&level)
            })
        })
        .await
}

/// Thousandths.
fn quantity(text: &str) -> Result<i64, ApiError> {
    let unusable = |why: String| ApiError::new(Code::InvalidRequest, format!("quantity: {why}."));
    let quantity = Quantity::parse(text.trim()).map_err(|cause| unusable(cause.to_string()))?;
    if quantity.is_negative() {
        return Err(unusable("it can't be below zero".to_owned()));
    }
    Ok(quantity.thousandths())
}
