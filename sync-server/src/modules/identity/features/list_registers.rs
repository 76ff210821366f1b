//! The registers of the shop, all in pages or one.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::identity::store::{self, RegisterView};
use crate::platform::api::answer::Answer;
use crate::platform::api::page::{Page, Paging};
use crate::platform::api::refuse;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use pos_protocol::codes::Code;
use uuid::Uuid;

/// Registers in the order of their ids.
#[utoipa::path(get, path = "/v1/identity/registers", tag = "identity", params(Paging),
    responses((status = 200, body = Page<RegisterView>), refuse::Staff, refuse::Query))]
pub async fn list_registers(
    State(state): State<AppState>,
    staff: Staff,
    paging: Paging,
) -> Result<Json<Page<RegisterView>>, ApiError> {
    staff.require(&[roles::SUPERVISOR, roles::ADMIN])?;
    let after = paging.after()?;
    let mut db = state.db.acquire().await?;
    let found = store::registers(&mut db, None, after, paging.rows()).await?;
    Ok(Json(paging.page(found, |register| register.id)?))
}

/// One register.
#[utoipa::path(get, path = "/v1/identity/registers/{id}", tag = "identity", params(("id" = Uuid, Path)),
    responses((status = 200, body = RegisterView), refuse::Staff, refuse::Missing))]
pub async fn one_register(
    State(state): State<AppState>,
    staff: Staff,
    Segment(id): Segment<Uuid>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::SUPERVISOR, roles::ADMIN])?;
    let mut db = state.db.acquire().await?;
    let found = store::registers(&mut db, Some(id), None, 1).await?;
    let register = found
        .first()
        .ok_or_else(|| ApiError::new(Code::NotFound, format!("There is no register {id} here.")))?;
    Answer::ok(register)
}
