//! A nonce for a device to sign. It is signed by us and names its end, so that no process has to remember it.

use crate::modules::identity::server_key;
use crate::platform::signer::Signer;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use pos_protocol::device::Nonce;

/// How long a device may take to sign it, in seconds.
const LIFETIME: i64 = 60;

/// What our signature is over, before the bytes.
const PURPOSE: &[u8] = b"evertill nonce\n";

/// Eight bytes of expiry and sixteen of randomness.
const STAMP: usize = 24;

/// A nonce that a register signs within a minute.
#[utoipa::path(post, path = "/v1/devices/nonce", tag = "devices", responses((status = 200, body = Nonce)))]
pub async fn nonce(State(state): State<AppState>) -> Result<Json<Nonce>, ApiError> {
    let signer = server_key::signer(&state).await?;
    let mut stamp = [0; STAMP];
    let expires = state.clock.now().as_second() + LIFETIME;
    stamp[..8].copy_from_slice(&expires.to_be_bytes());
    getrandom::fill(&mut stamp[8..]).map_err(|cause| ApiError::internal(&cause))?;
    let signature = signer.sign(&[PURPOSE, &stamp].concat());
    let nonce = URL_SAFE_NO_PAD.encode([&stamp[..], &signature].concat());
    Ok(Json(Nonce { nonce }))
}

/// Whether `nonce` is one of ours and still lives.
pub(super) fn is_live(signer: &Signer, nonce: &str, now: Timestamp) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(nonce) else {
        return false;
    };
    let Some((stamp, signature)) = bytes.split_at_checked(STAMP) else {
        return false;
    };
    let mut expires = [0; 8];
    expires.copy_from_slice(&stamp[..8]);
    now.as_second() < i64::from_be_bytes(expires)
        && signer.signed(&[PURPOSE, stamp].concat(), signature)
}
