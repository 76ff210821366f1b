//! One change of one product.

use super::draft::DraftError;
use super::known::Known;
use super::plan::Plan;
use super::store::{self, Current};
use super::wish::{Outcome, Wish};
use super::writing::{transaction, writing};
use crate::platform::moves::Moves;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use jiff::Timestamp;
use pos_protocol::catalog::Cursor;
use pos_protocol::codes::Code;
use serde::Serialize;
use sqlx::PgConnection;

/// The answer to a change.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Changed {
    /// The product's code.
    pub code: String,
    /// Whether there is a new version.
    pub changed: bool,
    /// Where the catalogue is now.
    #[schema(value_type = String)]
    pub cursor: Cursor,
}

impl From<DraftError> for ApiError {
    fn from(error: DraftError) -> ApiError {
        ApiError::new(Code::InvalidRequest, format!("{}: {error}", error.code()))
    }
}

/// Makes one change of the product `code`, with `wish` made of what is known of it.
///
/// Nearly always nobody else changes the catalogue meanwhile: then there are two answers to wait for, of what was read and of
/// what was written. Else `wish` is made again, under the counter's lock.
pub async fn change(
    state: &AppState,
    code: String,
    wish: impl Fn(Option<Current>) -> Result<Wish, ApiError> + Send + Sync + 'static,
) -> Result<Changed, ApiError> {
    let moves = state.catalogue_moves.clone();
    writing(state, move |db, now| {
        Box::pin(async move {
            if let Some(done) = at_once(db, now, &code, &wish, &moves).await? {
                return Ok(done);
            }
            let locked = transaction(db, store::BEGIN, move |tx| {
                Box::pin(change_in(tx, now, code, wish))
            });
            let done = locked.await?;
            moves.reached(done.cursor);
            Ok(done)
        })
    })
    .await
}

/// Makes the change without a lock; none when the catalogue has moved meanwhile, or when the change needs the lock.
async fn at_once(
    db: &mut PgConnection,
    now: Timestamp,
    code: &str,
    wish: &(impl Fn(Option<Current>) -> Result<Wish, ApiError> + Sync),
    moves: &Moves,
) -> Result<Option<Changed>, ApiError> {
    let known = Known::read(db, &[code.to_owned()], now).await?;
    let plan = plan(db, now, known, code, wish).await?;
    if !plan.stands_alone {
        return Ok(None);
    }
    moves.expect(plan.step());
    match plan.write(db).await {
        Ok(()) => {}
        Err(sqlx::Error::RowNotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    moves.reached(plan.end);
    answer(plan, code.to_owned()).map(Some)
}

/// As [`change`], in the caller's transaction, in which the counter is locked from here on.
pub async fn change_in(
    tx: &mut PgConnection,
    now: Timestamp,
    code: String,
    wish: impl FnOnce(Option<Current>) -> Result<Wish, ApiError>,
) -> Result<Changed, ApiError> {
    let known = Known::lock(tx, std::slice::from_ref(&code), now).await?;
    let plan = plan(tx, now, known, &code, wish).await?;
    plan.write(tx).await?;
    answer(plan, code)
}

async fn plan(
    db: &mut PgConnection,
    now: Timestamp,
    known: Known,
    code: &str,
    wish: impl FnOnce(Option<Current>) -> Result<Wish, ApiError>,
) -> Result<Plan, ApiError> {
    let wish = wish(known.get(code).cloned())?;
    known.plan(db, vec![wish], now).await
}

fn answer(plan: Plan, code: String) -> Result<Changed, ApiError> {
    let mut changed = false;
    for outcome in plan.outcomes {
        match outcome {
            Outcome::Refused(error) => return Err(error.into()),
            Outcome::New | Outcome::Changed => changed = true,
            Outcome::Unchanged => {}
        }
    }
    Ok(Changed {
        code,
        changed,
        cursor: plan.end,
    })
}
