//! Why a basket is not the caller's, in words that name the register that has it.

use super::custody::{Custody, Refusal, State};
use crate::modules::identity::contract::register_names;
use crate::problem::ApiError;
use pos_protocol::codes::Code;
use sqlx::PgConnection;

/// There is no such basket.
pub fn unknown() -> ApiError {
    ApiError::new(
        Code::NotFound,
        "No basket with this id was put aside, as far as this server has heard.",
    )
}

/// The basket, which stands like `now`, is not handed out.
pub async fn refused(
    db: &mut PgConnection,
    refusal: Refusal,
    now: Custody,
) -> Result<ApiError, sqlx::Error> {
    let mut names = register_names(db, &[now.register]).await?;
    let name = names.remove(&now.register).unwrap_or_default().name;
    let (code, detail) = match (refusal, now.state) {
        (Refusal::Stale, _) => (
            Code::BasketStale,
            format!("The basket has gone through other hands since; it is now held at {name}."),
        ),
        (Refusal::Taken, State::Paid) => {
            let detail = format!("The basket was already paid at {name}.");
            (Code::BasketTaken, detail)
        }
        (Refusal::Taken, State::Voided) => {
            let detail = format!("The basket was given up at {name}.");
            (Code::BasketTaken, detail)
        }
        (Refusal::Taken, State::Held) => {
            let detail = format!("The basket is held at {name}. Claim it first.");
            (Code::BasketTaken, detail)
        }
        (Refusal::Taken, State::Claimed | State::Resumed) => {
            let detail = format!("The basket was already taken at {name}.");
            (Code::BasketTaken, detail)
        }
    };
    Ok(ApiError::new(code, detail)
        .naming("register", name)
        .naming("state", now.state.text()))
}
