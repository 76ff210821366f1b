//! A supervisor asks for a short-lived code that enrols one register.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::identity::store;
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use jiff::{SignedDuration, Timestamp};
use pos_protocol::hash::Hash;
use serde::Serialize;
use serde::de::IgnoredAny;
use sqlx::PgConnection;

/// How long a code lives unless the command line says otherwise.
const LIFETIME: SignedDuration = SignedDuration::from_mins(60);

/// Letters and digits that nobody mistakes for one another on the telephone.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// How many of them a code has.
const LENGTH: usize = 8;

/// A new code. It is shown here and kept nowhere.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct IssuedCode {
    /// The code.
    pub code: String,
    /// RFC 3339.
    pub expires_at: String,
}

/// A short-lived code that enrols one register. It is shown once and kept nowhere: a repeated Idempotency-Key is refused,
/// and a new one makes another code.
#[utoipa::path(post, path = "/v1/identity/enrolment-codes", tag = "identity",
    responses((status = 200, body = IssuedCode), refuse::Staff, refuse::Keyed))]
pub async fn issue_over_http(
    State(state): State<AppState>,
    staff: Staff,
    asked: Keyed<IgnoredAny>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::SUPERVISOR, roles::ADMIN])?;
    let (now, by) = (state.clock.now(), staff.sub.clone());
    asked
        .only_once(&state, &staff.sub, move |tx, _| {
            Box::pin(async move { Answer::ok(&issue_in(tx, now, &by, LIFETIME).await?) })
        })
        .await
}

/// Makes a code that lives for `lifetime`, in the name of `created_by`.
pub async fn issue(
    state: &AppState,
    created_by: &str,
    lifetime: SignedDuration,
) -> Result<IssuedCode, ApiError> {
    let (db, now, created_by) = (state.db.clone(), state.clock.now(), created_by.to_owned());
    let work = async move {
        let mut db = db.acquire().await?;
        issue_in(&mut db, now, &created_by, lifetime).await
    };
    state.writes.run(work).await
}

async fn issue_in(
    db: &mut PgConnection,
    now: Timestamp,
    created_by: &str,
    lifetime: SignedDuration,
) -> Result<IssuedCode, ApiError> {
    let expires: Timestamp = now
        .checked_add(lifetime)
        .map_err(|cause| ApiError::internal(&cause))?;
    let code = draw()?;
    let shop = store::shop(db).await?;
    store::add_code(db, &hash_of(&code).0, shop.id, created_by, now, expires).await?;
    Ok(IssuedCode {
        code,
        expires_at: expires.to_string(),
    })
}

/// A code at random; bytes that would favour some letters are drawn again.
fn draw() -> Result<String, ApiError> {
    let fair = u8::MAX - u8::MAX % ALPHABET.len() as u8;
    let mut code = String::with_capacity(LENGTH);
    while code.len() < LENGTH {
        let mut byte = [0];
        getrandom::fill(&mut byte).map_err(|cause| ApiError::internal(&cause))?;
        if byte[0] < fair {
            code.push(char::from(ALPHABET[usize::from(byte[0]) % ALPHABET.len()]));
        }
    }
    Ok(code)
}

/// The hash of a code as people type it: small letters, spaces and hyphens don't count.
pub(in crate::modules::identity) fn hash_of(typed: &str) -> Hash {
    let code: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    Hash::of(code.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_readable_and_forgive_how_they_are_typed() {
        let code = draw().expect("there is randomness");
        assert_eq!(code.len(), LENGTH);
        assert!(code.bytes().all(|letter| ALPHABET.contains(&letter)));
        assert_ne!(draw().expect("there is randomness"), code);
        let typed = format!(" {}-{} ", code[..4].to_lowercase(), &code[4..]);
        assert_eq!(hash_of(&typed), hash_of(&code));
        assert_ne!(hash_of(&code[1..]), hash_of(&code));
    }
}
