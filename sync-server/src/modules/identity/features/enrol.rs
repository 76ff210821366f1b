//! A register shows a supervisor's code and the public half of its key, and learns all that it has to know of its shop.

use super::enrolment_code::hash_of;
use crate::modules::identity::{clean, server_key, store};
use crate::platform::api::refuse;
use crate::platform::json::Body;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use ed25519_dalek::{Signature, VerifyingKey};
use jiff::Timestamp;
use pos_protocol::codes::Code;
use pos_protocol::device::{EnrolRequest, Enrolled, enrol_message};
use sqlx::PgConnection;

/// The longest name of a register.
const MAX_NAME: usize = 60;

/// Enrols a register. Idempotent on code and public key, since the answer may get lost.
#[utoipa::path(post, path = "/v1/devices/enrol", tag = "devices", request_body = EnrolRequest,
    responses((status = 200, body = Enrolled), refuse::Enrolment, refuse::Body))]
pub async fn enrol(
    State(state): State<AppState>,
    Body(mut asked): Body<EnrolRequest>,
) -> Result<Json<Enrolled>, ApiError> {
    asked.name = clean::text("name", &asked.name, MAX_NAME)?;
    check_proof(&asked)?;
    let server_key = server_key::signer(&state).await?.public();
    let (db, now, register) = (state.db.clone(), state.clock.now(), asked.register);
    let (shop, row) = state
        .writes
        .run(async move {
            let mut tx = db.begin().await?;
            book(&mut tx, &asked, now).await?;
            let shop = store::shop(&mut tx).await?;
            let row = store::register(&mut tx, asked.register).await?;
            tx.commit().await?;
            Ok((shop, row))
        })
        .await?;
    let row = row.ok_or_else(|| ApiError::internal(&"the enrolled register is not there"))?;
    Ok(Json(Enrolled {
        register,
        register_code: row.code,
        register_name: row.name,
        store: shop,
        server_key: server_key.to_bytes().to_vec(),
        oidc_issuer: state.settings.oidc_issuer.clone(),
        oidc_client: state.settings.oidc_client.clone(),
    }))
}

/// Whether the register holds the key that it shows.
fn check_proof(asked: &EnrolRequest) -> Result<(), ApiError> {
    let proved = <[u8; 32]>::try_from(asked.public_key.as_slice())
        .ok()
        .and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
        .zip(Signature::from_slice(&asked.proof).ok())
        .is_some_and(|(key, proof)| {
            let message = enrol_message(&asked.code, asked.register);
            key.verify_strict(&message, &proof).is_ok()
        });
    if proved {
        Ok(())
    } else {
        Err(ApiError::new(
            Code::EnrolmentProofInvalid,
            "The proof was not made by the key that is to be enrolled.",
        ))
    }
}

async fn book(db: &mut PgConnection, asked: &EnrolRequest, now: Timestamp) -> Result<(), ApiError> {
    let invalid = |why: &str| Err(ApiError::new(Code::EnrolmentCodeInvalid, why));
    let hash = hash_of(&asked.code).0;
    let Some(code) = store::code_for_update(db, &hash, now).await? else {
        return invalid("There is no such enrolment code.");
    };
    let owner = store::key_owner(db, &asked.public_key).await?;
    if let Some(key) = code.used_key {
        return if key == asked.public_key && owner == Some(asked.register) {
            Ok(())
        } else {
            invalid("This enrolment code was used before.")
        };
    }
    if code.expired {
        return invalid("This enrolment code has expired.");
    }
    if owner.is_some_and(|owner| owner != asked.register) {
        return Err(ApiError::new(
            Code::EnrolmentProofInvalid,
            "This key belongs to another register.",
        ));
    }
    match store::register(db, asked.register).await? {
        Some(register) if register.revoked => {
            return Err(ApiError::new(
                Code::RegisterRevoked,
                "This register was taken out of use.",
            ));
        }
        // A register that lost its key keeps its code and its journal, and gets another key beside the old one.
        Some(_) => {}
        None => {
            let shop = store::shop(db).await?;
            let code = store::next_register_code(db).await?;
            store::add_register(db, asked.register, shop.id, &code, &asked.name, now).await?;
        }
    }
    store::add_key(db, asked.register, &asked.public_key, now).await?;
    store::use_code(db, &hash, &asked.public_key, now).await?;
    Ok(())
}
