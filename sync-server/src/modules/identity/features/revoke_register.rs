//! An admin takes a register out of use: nobody signs in on it any more, and what it still delivers goes to quarantine.

use super::staff_standing::Because;
use crate::modules::identity::api_register;
use crate::modules::identity::contract::{Staff, roles};
use crate::modules::identity::store::{self, Act};
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use jiff::Timestamp;
use pos_protocol::codes::Code;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// A register that is out of use.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Revoked {
    register: Uuid,
    revoked: bool,
}

/// Takes a register out of use. Doing it twice changes nothing more. The server's own register, `api`, stays.
#[utoipa::path(post, path = "/v1/identity/registers/{id}/revoke", tag = "identity", params(("id" = Uuid, Path)),
    request_body = Because,
    responses((status = 200, body = Revoked), refuse::Staff, refuse::Missing, refuse::Keyed))]
pub async fn revoke_register(
    State(state): State<AppState>,
    admin: Staff,
    Segment(register): Segment<Uuid>,
    asked: Keyed<Because>,
) -> Result<Answer, ApiError> {
    admin.require(&[roles::ADMIN])?;
    let (now, caller) = (state.clock.now(), admin.sub.clone());
    asked
        .once(&state, &caller, move |tx, because| {
            Box::pin(async move { revoke(tx, now, &admin, register, because).await })
        })
        .await
}

async fn revoke(
    tx: &mut PgConnection,
    now: Timestamp,
    admin: &Staff,
    register: Uuid,
    because: Because,
) -> Result<Answer, ApiError> {
    let reason = because.reason()?;
    let unknown = || ApiError::new(Code::NotFound, "No register has this id.");
    let known = store::register(tx, register).await?.ok_or_else(unknown)?;
    if known.code == api_register::CODE {
        let why = "The register api is the server's own and can't be taken out of use.";
        return Err(ApiError::new(Code::InvalidRequest, why));
    }
    if store::revoke_register(tx, register, now).await? {
        let act = Act {
            actor: &admin.sub,
            name: &admin.name,
            action: "register.revoked",
            target: &register.to_string(),
            reason: reason.as_deref(),
        };
        store::keep_act(tx, &act, now).await?;
    }
    let revoked = true;
    Answer::ok(&Revoked { register, revoked })
}
