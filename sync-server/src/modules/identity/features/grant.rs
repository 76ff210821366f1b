//! A member of staff signed in on a register: the server's signed word that they may use it for thirty days.

use crate::modules::identity::contract::{Device, roles};
use crate::modules::identity::{server_key, staff, store};
use crate::platform::api::refuse;
use crate::platform::json::Body;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use jiff::SignedDuration;
use pos_protocol::codes::Code;
use pos_protocol::entry::StaffRef;
use pos_protocol::grant::{Grant, GrantRequest, SignedGrant};

/// How long a grant lives. An expired one still sells; supervisor powers lapse.
const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The server's signed word that a member of staff may use this register.
#[utoipa::path(post, path = "/v1/devices/grant", tag = "devices", request_body = GrantRequest,
    responses((status = 200, body = SignedGrant), refuse::Grant, refuse::Body), security(("device" = [])))]
pub async fn grant(
    State(state): State<AppState>,
    device: Device,
    Body(asked): Body<GrantRequest>,
) -> Result<Json<SignedGrant>, ApiError> {
    let signer = server_key::signer(&state).await?;
    let person = staff::of_token(&state, &asked.access_token).await?;
    person.require(&roles::ALL)?;
    let now = state.clock.now();
    let expires = now
        .checked_add(LIFETIME)
        .map_err(|cause| ApiError::internal(&cause))?;
    let grant = Grant {
        staff: StaffRef {
            id: person.sub,
            name: person.name,
        },
        register: device.register,
        roles: person.roles,
        issued_at: now.to_string(),
        expires_at: expires.to_string(),
    };
    let signed =
        SignedGrant::sign(&grant, signer.key()).map_err(|cause| ApiError::internal(&cause))?;
    let db = state.db.clone();
    state
        .writes
        .run(async move {
            // One transaction: whoever revokes this person waits for the grant, or the grant for the revocation.
            let mut tx = db.begin().await?;
            let register = store::register(&mut tx, device.register).await?;
            match register {
                None => Err(ApiError::new(
                    Code::UnknownRegister,
                    "This register is not enrolled here.",
                )),
                Some(register) if register.revoked => Err(ApiError::new(
                    Code::RegisterRevoked,
                    "This register was taken out of use.",
                )),
                Some(_) => {
                    let Grant { staff, roles, .. } = &grant;
                    if store::staff_for_update(&mut tx, &staff.id).await? == Some(true) {
                        return Err(staff::revoked());
                    }
                    store::saw_staff(&mut tx, &staff.id, &staff.name, roles, now).await?;
                    store::keep_grant(&mut tx, &grant).await?;
                    Ok(tx.commit().await?)
                }
            }
        })
        .await?;
    Ok(Json(signed))
}
