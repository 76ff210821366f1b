//! An admin takes a register out of use: nobody signs in on it any more, and what it still delivers goes to quarantine.

use super::staff_standing::Because;
use crate::modules::identity::contract::{Staff, roles};
use crate::modules::identity::store::{self, Act};
use crate::platform::api::refuse;
use crate::platform::json::{Body, Segment};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use pos_protocol::codes::Code;
use serde::Serialize;
use uuid::Uuid;

/// A register that is out of use.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Revoked {
    register: Uuid,
    revoked: bool,
}

/// Takes a register out of use. Doing it twice changes nothing more.
#[utoipa::path(post, path = "/v1/identity/registers/{id}/revoke", tag = "identity", params(("id" = Uuid, Path)),
    request_body = Because,
    responses((status = 200, body = Revoked), refuse::Staff, refuse::Missing, refuse::Body))]
pub async fn revoke_register(
    State(state): State<AppState>,
    admin: Staff,
    Segment(register): Segment<Uuid>,
    Body(because): Body<Because>,
) -> Result<Json<Revoked>, ApiError> {
    admin.require(&[roles::ADMIN])?;
    let reason = because.reason()?;
    let unknown = || ApiError::new(Code::NotFound, "No register has this id.");
    let (db, now) = (state.db.clone(), state.clock.now());
    let work = async move {
        let mut tx = db.begin().await?;
        store::register(&mut tx, register)
            .await?
            .ok_or_else(unknown)?;
        if store::revoke_register(&mut tx, register, now).await? {
            let act = Act {
                actor: &admin.sub,
                name: &admin.name,
                action: "register.revoked",
                target: &register.to_string(),
                reason: reason.as_deref(),
            };
            store::keep_act(&mut tx, &act, now).await?;
            tx.commit().await?;
        }
        let revoked = true;
        Ok(Revoked { register, revoked })
    };
    state.writes.run(work).await.map(Json)
}
