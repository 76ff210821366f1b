//! A device signs our nonce with any key that it was enrolled with and gets a short-lived token on our time.

use super::nonce;
use crate::modules::identity::device::{AUDIENCE, DeviceClaims};
use crate::modules::identity::{server_key, store};
use crate::platform::api::refuse;
use crate::platform::json::Body;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use ed25519_dalek::Signature;
use pos_protocol::codes::Code;
use pos_protocol::device::{DeviceToken, TokenRequest, token_message};

/// How long a token lives, in seconds.
const LIFETIME: i64 = 15 * 60;

/// A short-lived token for a signed nonce. A revoked register gets one too: what it holds must still reach the quarantine.
#[utoipa::path(post, path = "/v1/devices/token", tag = "devices", request_body = TokenRequest,
    responses((status = 200, body = DeviceToken), refuse::Device, refuse::Unenrolled, refuse::Body), security(()))]
pub async fn token(
    State(state): State<AppState>,
    Body(asked): Body<TokenRequest>,
) -> Result<Json<DeviceToken>, ApiError> {
    let refused = |why: &str| ApiError::new(Code::DeviceUnauthorized, why);
    let now = state.clock.now();
    let signer = server_key::signer(&state).await?;
    if !nonce::is_live(signer, &asked.nonce, now) {
        return Err(refused(
            "The nonce has expired or is not one of this server.",
        ));
    }
    let mut db = state.db.acquire().await?;
    let found = store::enrolled(&mut db, &[asked.register])
        .await?
        .registers
        .remove(&asked.register)
        .ok_or_else(|| {
            ApiError::new(Code::UnknownRegister, "This register is not enrolled here.")
        })?;
    let message = token_message(asked.register, &asked.nonce);
    let proved = Signature::from_slice(&asked.signature).is_ok_and(|signature| {
        found
            .keys
            .iter()
            .any(|key| key.verify_strict(&message, &signature).is_ok())
    });
    if !proved {
        return Err(refused("No key of this register made the signature."));
    }
    let claims = DeviceClaims {
        sub: asked.register,
        store: found.store,
        aud: AUDIENCE.to_owned(),
        iat: now.as_second(),
        exp: now.as_second() + LIFETIME,
    };
    let token = signer
        .token(&claims)
        .map_err(|cause| ApiError::internal(&cause))?;
    Ok(Json(DeviceToken {
        token,
        expires_in: LIFETIME.unsigned_abs(),
    }))
}
