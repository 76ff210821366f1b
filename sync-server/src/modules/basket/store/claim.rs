//! Handing a basket out: its row is locked, read and written in one transaction. The cache has no say in it.

use super::ledger::restamp;
use super::reading;
use crate::modules::basket::custody::{Custody, Refusal, claim};
use crate::problem::ApiError;
use pos_protocol::basket::HeldBasket;
use sqlx::PgConnection;
use uuid::Uuid;

/// What became of a claim.
pub(in crate::modules::basket) enum Claim {
    /// The basket is the caller's.
    Granted(Box<HeldBasket>),
    /// It is not, and how it stands.
    Refused(Refusal, Custody),
    /// Nobody ever put such a basket aside.
    Unknown,
}

/// Hands basket `id` to the register `by`, who saw it under the fence `seen`, in the caller's transaction.
pub(in crate::modules::basket) async fn hand_out(
    tx: &mut PgConnection,
    id: Uuid,
    by: Uuid,
    seen: Option<i64>,
) -> Result<Claim, ApiError> {
    if !reading::lock(tx, id).await? {
        return Ok(Claim::Unknown);
    }
    let Some(whole) = reading::one(tx, id).await? else {
        return Ok(Claim::Unknown);
    };
    let now = whole.custody;
    let next = match claim(now, by, seen) {
        Ok(next) => next,
        Err(refusal) => return Ok(Claim::Refused(refusal, now)),
    };
    let mut basket = whole.held;
    basket.fence = next.fence.cast_unsigned();
    if next != now {
        sqlx::query!(
            "update basket.held set register_id = $2, fence = $3, state = $4, changed_at = now() where id = $1",
            id,
            next.register,
            next.fence,
            next.state.text()
        )
        .execute(&mut *tx)
        .await?;
        restamp(tx).await?;
    }
    Ok(Claim::Granted(Box::new(basket)))
}
