//! The members of staff whom a register ever got a grant for, and these grants.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::identity::store::{self, IssuedGrant, StaffSeen};
use crate::platform::api::page::{Page, Paging};
use crate::platform::api::refuse;
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Staff in the order of their ids.
#[utoipa::path(get, path = "/v1/identity/staff", tag = "identity", params(Paging),
    responses((status = 200, body = Page<StaffSeen>), refuse::Staff, refuse::Query))]
pub async fn list_staff(
    State(state): State<AppState>,
    staff: Staff,
    paging: Paging,
) -> Result<Json<Page<StaffSeen>>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let after: Option<String> = paging.after()?;
    let mut db = state.db.acquire().await?;
    let found = store::staff(&mut db, after.as_deref(), paging.rows()).await?;
    Ok(Json(paging.page(found, |person| person.id.clone())?))
}

/// Which grants are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GrantFilter {
    /// Of the member of staff with this id.
    staff: Option<String>,
    /// Of this register.
    register: Option<Uuid>,
}

/// Grants that registers were given, the newest first.
#[utoipa::path(get, path = "/v1/identity/grants", tag = "identity", params(GrantFilter, Paging),
    responses((status = 200, body = Page<IssuedGrant>), refuse::Staff, refuse::Query))]
pub async fn list_grants(
    State(state): State<AppState>,
    staff: Staff,
    Params(filter): Params<GrantFilter>,
    paging: Paging,
) -> Result<Json<Page<IssuedGrant>>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let before = paging.after()?;
    let mut db = state.db.acquire().await?;
    let found = store::grants(
        &mut db,
        filter.staff.as_deref(),
        filter.register,
        before,
        paging.rows(),
    )
    .await?;
    Ok(Json(paging.page(found, |grant| grant.number)?))
}
