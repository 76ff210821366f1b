//! Handing a basket out: its row is locked, read and written in one transaction. The cache has no say in it.

use super::ledger::restamp;
use crate::modules::basket::custody::{Custody, Refusal, State, claim};
use crate::problem::ApiError;
use pos_protocol::basket::HeldBasket;
use sqlx::PgPool;
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

/// Hands basket `id` to the register `by`, who saw it under the fence `seen`.
pub(in crate::modules::basket) async fn hand_out(
    db: &PgPool,
    id: Uuid,
    by: Uuid,
    seen: Option<i64>,
) -> Result<Claim, ApiError> {
    let mut tx = db.begin().await?;
    let found = sqlx::query!(
        "select register_id, fence, state, body from basket.held where id = $1 for update",
        id
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = found else {
        return Ok(Claim::Unknown);
    };
    let now = Custody {
        register: row.register_id,
        fence: row.fence,
        state: State::read(&row.state).unwrap_or(State::Voided),
    };
    let next = match claim(now, by, seen) {
        Ok(next) => next,
        Err(refusal) => return Ok(Claim::Refused(refusal, now)),
    };
    let mut basket: HeldBasket =
        serde_json::from_str(&row.body).map_err(|cause| ApiError::internal(&cause))?;
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
        restamp(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(Claim::Granted(Box::new(basket)))
}
