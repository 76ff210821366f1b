//! A register asks for a held basket, and one of all who ask gets it.

use crate::modules::basket::in_hand;
use crate::modules::identity::contract::enrolled;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use pos_protocol::basket::{ClaimRequest, Claimed};
use pos_protocol::codes::Code;
use uuid::Uuid;

/// Hands the held basket `id` out to `register`. Asked again after a lost answer, it is the same claim.
pub async fn claim_for_register(
    state: &AppState,
    register: Uuid,
    id: Uuid,
    asked: ClaimRequest,
) -> Result<Claimed, ApiError> {
    let db = state.db.clone();
    let work = async move {
        let mut tx = db.begin().await?;
        let known = enrolled(&mut tx, &[register]).await?.registers;
        if known.get(&register).is_some_and(|known| known.revoked) {
            let why = "This register was taken out of use.";
            return Err(ApiError::new(Code::RegisterRevoked, why));
        }
        let basket = in_hand::claim(&mut tx, id, register, asked.fence).await?;
        tx.commit().await?;
        Ok(Claimed { basket })
    };
    state.writes.run(work).await
}
