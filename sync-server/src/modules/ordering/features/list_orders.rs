//! The orders in pages, the newest first.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::ordering::store::order_rows::kind_text;
use crate::modules::ordering::store::reading::{self, OrderRow, Wanted};
use crate::modules::origin::day_of_calendar;
use crate::platform::api::page::{Page, Paging};
use crate::platform::api::refuse;
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use pos_core::OrderKind;
use pos_protocol::codes::Code;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which orders are asked for; all conditions count together.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Of this trading day, `YYYY-MM-DD`.
    #[param(format = Date)]
    business_day: Option<String>,
    /// Of this register.
    register: Option<Uuid>,
    /// Of this kind.
    #[param(inline)]
    kind: Option<OrderKind>,
    /// Of the member of staff with this id.
    staff: Option<String>,
    /// With this flag, such as `figures_differ`.
    flag: Option<String>,
    /// With this receipt number. A fork of a journal can have one twice.
    receipt_number: Option<String>,
    /// With this number of another system.
    external_reference: Option<String>,
}

/// Orders, the newest first.
#[utoipa::path(get, path = "/v1/ordering/orders", tag = "ordering", params(Filter, Paging),
    responses((status = 200, body = Page<OrderRow>), refuse::Staff, refuse::Query))]
pub(super) async fn list_orders(
    State(state): State<AppState>,
    staff: Staff,
    Params(filter): Params<Filter>,
    paging: Paging,
) -> Result<Json<Page<OrderRow>>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    if let Some(day) = &filter.business_day {
        day_of_calendar(day).map_err(|error| {
            ApiError::new(Code::InvalidRequest, format!("business_day: {error}."))
        })?;
    }
    let kind = filter.kind.map(kind_text);
    let wanted = Wanted {
        id: None,
        business_day: filter.business_day,
        register: filter.register,
        kind: kind.map(str::to_owned),
        staff: filter.staff,
        flag: filter.flag,
        receipt_number: filter.receipt_number,
        external_reference: filter.external_reference,
        before: paging.after()?,
        most: paging.rows(),
    };
    let mut db = state.db.acquire().await?;
    let orders = reading::list(&mut db, &wanted).await?;
    Ok(Json(paging.page(orders, |order| order.id)?))
}
