//! An admin deletes a tax class that no product names any more.

use super::put_tax_class::find;
use crate::modules::catalog::store;
use crate::modules::catalog::tax_class::{TaxClass, no_class};
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use pos_protocol::codes::Code;

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
    let db = state.db.clone();
    state
        .writes
        .run(async move {
            let mut tx = db.begin().await?;
            // Nobody puts a product into it meanwhile.
            store::lock_counter(&mut tx).await?;
            let there = find(&mut tx, &name).await?;
            let version = there.as_ref().map(TaxClass::version).transpose()?;
            asked.check(version.as_ref())?;
            if there.is_none() {
                return Err(no_class(&name));
            }
            let products = store::codes_of_class(&mut tx, &name).await?;
            if let Some(first) = products.first() {
                let why = format!(
                    "{} products name the tax class {name}, such as {first}.",
                    products.len()
                );
                return Err(ApiError::new(Code::TaxClassInUse, why));
            }
            store::delete_tax_class(&mut tx, &name).await?;
            tx.commit().await?;
            Ok(Answer::done())
        })
        .await
}
