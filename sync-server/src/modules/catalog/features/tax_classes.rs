//! The shop's tax classes.

use crate::modules::catalog::store;
use crate::modules::catalog::tax_class::TaxClass;
use crate::modules::identity::contract::Caller;
use crate::platform::api::page::{Page, Paging};
use crate::platform::api::refuse;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;

/// Tax classes in the order of their names.
#[utoipa::path(get, path = "/v1/catalog/tax-classes", tag = "catalog", params(Paging),
    responses((status = 200, body = Page<TaxClass>), refuse::Caller, refuse::Query))]
pub async fn tax_classes(
    State(state): State<AppState>,
    _caller: Caller,
    paging: Paging,
) -> Result<Json<Page<TaxClass>>, ApiError> {
    let after: Option<String> = paging.after()?;
    let mut db = state.db.acquire().await?;
    let found = store::tax_classes(&mut db, after.as_deref(), paging.rows()).await?;
    Ok(Json(paging.page(found, |class| class.name.clone())?))
}
