//! The server's key: made once, kept in Postgres so that all processes share it, read once per process.

use super::store;
use crate::platform::signer::Signer;
use crate::platform::state::AppState;
use crate::problem::ApiError;

/// The signer with the server's key.
pub async fn signer(state: &AppState) -> Result<&Signer, ApiError> {
    state
        .signer
        .get_or_try_init(async || {
            let db = state.db.clone();
            let secret = state
                .writes
                .run(async move {
                    let mut fresh = [0; 32];
                    getrandom::fill(&mut fresh).map_err(|cause| ApiError::internal(&cause))?;
                    let mut db = db.acquire().await?;
                    Ok(store::server_key(&mut db, &fresh).await?)
                })
                .await?;
            let secret: [u8; 32] = secret
                .try_into()
                .map_err(|_| ApiError::internal(&"the server's key is not 32 bytes"))?;
            Ok(Signer::new(&secret))
        })
        .await
}
