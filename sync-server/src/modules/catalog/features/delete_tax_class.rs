//! An admin deletes a tax class that no product names any more.

use super::put_tax_class::find;
use crate::modules::catalog::store;
use crate::modules::catalog::tax_class::{TaxClass, no_class};
use crate::modules::catalog::writing::in_transaction;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use pos_protocol::codes::Code;
use sqlx::PgConnection;

/// Deletes a tax class, unless products name it.
#[utoipa::path(delete, path = "/v1/catalog/tax-classes/{name}", tag = "catalog", params(("name" = String, Path)),
    responses((status = 204, description = "It is gone"), refuse::Staff, refuse::Missing, refuse::Versioned,
        refuse::TaxClassUsed))]
pub async fn delete_tax_class(
    State(state): State<AppState>,
    staff: Staff,
    asked: Conditions,
    Segment(name): Segment<String>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    // Nobody puts a product into it meanwhile.
    let begin = store::BEGIN_LOCKED;
    in_transaction(&state, begin, move |tx, _| {
        Box::pin(delete(tx, name, asked))
    })
    .await?;
    Ok(Answer::done())
}

async fn delete(tx: &mut PgConnection, name: String, asked: Conditions) -> Result<(), ApiError> {
    let there = find(tx, &name).await?;
    let version = there.as_ref().map(TaxClass::version).transpose()?;
    asked.check(version.as_ref())?;
    if there.is_none() {
        return Err(no_class(&name));
    }
    let products = store::codes_of_class(tx, &name).await?;
    if let Some(first) = products.first() {
        let count = products.len();
        let why = format!("{count} products name the tax class {name}, such as {first}.");
        return Err(ApiError::new(Code::TaxClassInUse, why));
    }
    Ok(store::delete_tax_class(tx, &name).await?)
}
