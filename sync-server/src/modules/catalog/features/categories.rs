//! The categories that something on sale is in.

use crate::modules::catalog::store::{self, Category};
use crate::modules::identity::contract::Caller;
use crate::platform::api::page::{Page, Paging};
use crate::platform::api::refuse;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;

/// Categories in the order of their names.
#[utoipa::path(get, path = "/v1/catalog/categories", tag = "catalog", params(Paging),
    responses((status = 200, body = Page<Category>), refuse::Caller, refuse::Query))]
pub async fn categories(
    State(state): State<AppState>,
    _caller: Caller,
    paging: Paging,
) -> Result<Json<Page<Category>>, ApiError> {
    let after: Option<String> = paging.after()?;
    let mut db = state.db.acquire().await?;
    let found = store::categories(&mut db, after.as_deref(), paging.rows()).await?;
    Ok(Json(paging.page(found, |category| category.name.clone())?))
}
