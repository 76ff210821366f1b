//! Every price that a product ever had.

use super::not_sold;
use crate::modules::catalog::store::{self, PastPrice};
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::page::{Page, Paging};
use crate::platform::api::refuse;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;

/// The prices of a product, the newest first. An archived product still has them.
#[utoipa::path(get, path = "/v1/catalog/products/{code}/prices", tag = "catalog",
    params(("code" = String, Path), Paging),
    responses((status = 200, body = Page<PastPrice>), refuse::Staff, refuse::Missing, refuse::Query))]
pub async fn prices(
    State(state): State<AppState>,
    staff: Staff,
    Segment(code): Segment<String>,
    paging: Paging,
) -> Result<Json<Page<PastPrice>>, ApiError> {
    staff.require(&roles::ALL)?;
    let after = paging.after()?;
    let mut db = state.db.acquire().await?;
    let found = store::prices(&mut db, &code, after, paging.rows()).await?;
    if found.is_empty() && after.is_none() {
        return Err(not_sold(&code));
    }
    Ok(Json(paging.page(found, |price| (price.micros, price.id))?))
}
