//! The server's own register, `api`: made when it is first needed, its key kept in Postgres beside the server's.

use super::contract::ApiRegister;
use super::store;
use crate::platform::ids::new_id;
use crate::problem::ApiError;
use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use sqlx::PgConnection;

/// What its receipt numbers begin with, and its name.
pub(super) const CODE: &str = "api";

/// What people read of it.
const NAME: &str = "The shop's own programs";

/// The register, locked until the transaction ends: whoever else writes its next entry waits here.
pub async fn api_register(tx: &mut PgConnection, now: Timestamp) -> Result<ApiRegister, ApiError> {
    if let Some(there) = store::lock_api_register(tx).await? {
        return Ok(there);
    }
    // Two first ones at once take turns here.
    let shop = store::lock_shop(tx).await?;
    if let Some(there) = store::lock_api_register(tx).await? {
        return Ok(there);
    }
    let (mut secret, mut branch) = ([0; 32], [0; 4]);
    getrandom::fill(&mut secret).map_err(|cause| ApiError::internal(&cause))?;
    getrandom::fill(&mut branch).map_err(|cause| ApiError::internal(&cause))?;
    let fresh = ApiRegister {
        register: new_id(now),
        branch: hex::encode(branch),
        secret,
    };
    let public = SigningKey::from_bytes(&secret).verifying_key().to_bytes();
    store::add_register(tx, fresh.register, shop, CODE, NAME, now).await?;
    store::add_key(tx, fresh.register, &public, now).await?;
    store::add_api_register(tx, &fresh).await?;
    Ok(fresh)
}
