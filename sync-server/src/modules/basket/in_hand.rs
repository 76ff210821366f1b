//! A held basket in the hands of a transaction that changes it: locked, whole, and with the version that it has now.

use super::custody::{Custody, Refusal, State, is_had_by};
use super::refusal::{refused, unknown};
use super::store::claim::{Claim, hand_out};
use super::store::reading;
use super::view::BasketView;
use crate::platform::api::version::{Conditions, Version};
use crate::problem::ApiError;
use pos_protocol::basket::HeldBasket;
use pos_protocol::codes::Code;
use sqlx::PgConnection;
use uuid::Uuid;

/// A held basket, locked until its transaction ends.
#[derive(Debug, Clone)]
pub struct InHand {
    /// The basket, with the fence that it has now.
    pub held: HeldBasket,
    custody: Custody,
    version: Version,
}

impl InHand {
    /// Goes on when the register `by` has the basket, so that what it writes is no fork, and the caller names the
    /// version that it is.
    pub async fn require(
        &self,
        tx: &mut PgConnection,
        by: Uuid,
        asked: &Conditions,
    ) -> Result<(), ApiError> {
        if !is_had_by(self.custody, by) {
            return Err(refused(tx, Refusal::Taken, self.custody).await?);
        }
        asked.check(Some(&self.version))?;
        asked.require(&self.version)
    }

    /// Whether its register goes on with it: it does not wait for anybody.
    pub fn is_resumed(&self) -> bool {
        self.custody.state == State::Resumed
    }
}

/// The held basket `id`, locked until the transaction ends; none if nobody ever put it aside.
pub async fn find(tx: &mut PgConnection, id: Uuid) -> Result<Option<InHand>, ApiError> {
    if !reading::lock(tx, id).await? {
        return Ok(None);
    }
    let Some(whole) = reading::one(tx, id).await? else {
        return Ok(None);
    };
    let version = BasketView::of(&whole)?.version()?;
    Ok(Some(InHand {
        held: whole.held,
        custody: whole.custody,
        version,
    }))
}

/// As [`find`], where there has to be one.
pub async fn take(tx: &mut PgConnection, id: Uuid) -> Result<InHand, ApiError> {
    find(tx, id).await?.ok_or_else(unknown)
}

/// The held basket `id`, as programs read it.
pub async fn view(db: &mut PgConnection, id: Uuid) -> Result<BasketView, ApiError> {
    let whole = reading::one(db, id).await?.ok_or_else(unknown)?;
    BasketView::of(&whole)
}

/// Hands the basket `id` to the register `by`, whose caller saw it under the fence `seen`.
pub async fn claim(
    tx: &mut PgConnection,
    id: Uuid,
    by: Uuid,
    seen: Option<u64>,
) -> Result<HeldBasket, ApiError> {
    let seen = seen.map(fence).transpose()?;
    match hand_out(tx, id, by, seen).await? {
        Claim::Granted(basket) => Ok(*basket),
        Claim::Unknown => Err(unknown()),
        Claim::Refused(refusal, now) => Err(refused(tx, refusal, now).await?),
    }
}

/// A fence that a caller names.
fn fence(seen: u64) -> Result<i64, ApiError> {
    // One more must still fit when the basket is handed out.
    let fence = i64::try_from(seen).ok().filter(|fence| *fence < i64::MAX);
    fence.ok_or_else(|| {
        let what = "fence: it is larger than any that this server gives out.";
        ApiError::new(Code::InvalidRequest, what)
    })
}
