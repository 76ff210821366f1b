//! How the catalogue changes: from the place where it is to the next, so that versions are without gaps and in commit order.

use super::known::Known;
use super::wish::{Outcome, Wish};
use crate::problem::ApiError;
use jiff::Timestamp;
use pos_protocol::catalog::Cursor;
use sqlx::PgConnection;

/// Fulfils `wishes`, at most one for each product, in the caller's transaction, in which the counter is locked from here on.
///
/// Answers what became of each, and where the catalogue is then.
pub async fn publish(
    tx: &mut PgConnection,
    wishes: Vec<Wish>,
    now: Timestamp,
) -> Result<(Vec<Outcome>, Cursor), ApiError> {
    let codes: Vec<String> = wishes.iter().map(|wish| wish.code().to_owned()).collect();
    let known = Known::lock(tx, &codes, now).await?;
    let plan = known.plan(tx, wishes, now).await?;
    plan.write(tx).await?;
    Ok((plan.outcomes, plan.end))
}
