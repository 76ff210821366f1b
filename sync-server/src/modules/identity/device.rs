//! A register that shows its device token. The store comes from the token, which we made of the device's record.

use super::{seen, server_key};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use pos_protocol::codes::Code;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whom a device token is for.
pub(super) const AUDIENCE: &str = "evertill-device";

/// What a device token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct DeviceClaims {
    pub sub: Uuid,
    pub store: Uuid,
    pub aud: String,
    pub iat: i64,
    pub exp: i64,
}

/// The register that makes the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device {
    /// The register.
    pub register: Uuid,
    /// The store that it stands in.
    pub store: Uuid,
}

impl FromRequestParts<AppState> for Device {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Device, ApiError> {
        let refused = |why: &str| ApiError::new(Code::DeviceUnauthorized, why);
        let token = bearer(parts).ok_or_else(|| refused("There is no device token."))?;
        let signer = server_key::signer(state).await?;
        let claims: DeviceClaims = signer
            .open(token, AUDIENCE)
            .ok_or_else(|| refused("The device token is not one of this server."))?;
        if claims.exp <= state.clock.now().as_second() {
            return Err(refused("The device token has expired."));
        }
        seen::note(state, claims.sub, &parts.headers);
        Ok(Device {
            register: claims.sub,
            store: claims.store,
        })
    }
}

/// The token of the `Authorization` header.
pub(super) fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Whether the token names itself one of ours. Nothing is proved by that.
pub(super) fn is_device_token(parts: &Parts) -> bool {
    bearer(parts).is_some_and(|token| {
        jsonwebtoken::dangerous::insecure_decode_claims::<DeviceClaims>(token)
            .is_ok_and(|claims| claims.aud == AUDIENCE)
    })
}
