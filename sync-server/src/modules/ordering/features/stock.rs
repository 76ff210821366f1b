//! How much of each product there is, and what people did to it.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::ordering::store::stock::{self, StockLevel, StockMovement};
use crate::platform::api::page::{Page, Paging};
use crate::platform::api::refuse;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;

/// The stock of all products that were ever sold, counted or delivered, by code.
#[utoipa::path(get, path = "/v1/ordering/stock", tag = "ordering", params(Paging),
    responses((status = 200, body = Page<StockLevel>), refuse::Staff, refuse::Query))]
pub(super) async fn list_stock(
    State(state): State<AppState>,
    staff: Staff,
    paging: Paging,
) -> Result<Json<Page<StockLevel>>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let after: Option<String> = paging.after()?;
    let mut db = state.db.acquire().await?;
    let levels = stock::list(&mut db, after.as_deref(), paging.rows()).await?;
    Ok(Json(paging.page(levels, |level| level.code.clone())?))
}

/// What people did to the stock of a product, the last first.
#[utoipa::path(get, path = "/v1/ordering/stock/{code}/movements", tag = "ordering",
    params(("code" = String, Path), Paging),
    responses((status = 200, body = Page<StockMovement>), refuse::Staff, refuse::Missing, refuse::Query))]
pub(super) async fn list_stock_movements(
    State(state): State<AppState>,
    staff: Staff,
    Segment(code): Segment<String>,
    paging: Paging,
) -> Result<Json<Page<StockMovement>>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let mut db = state.db.acquire().await?;
    let moved = stock::movements(&mut db, &code, paging.after()?, paging.rows()).await?;
    Ok(Json(paging.page(moved, |movement| movement.id)?))
}
