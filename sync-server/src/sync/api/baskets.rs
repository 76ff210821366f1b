//! What the routes that change a held basket have in common. Each change is an entry of the register `api`: the basket as
//! it then is, put aside, gone on with, paid or given up; and it passes the same door as every till's.

use super::new_order::{shift_of, text, unusable};
use super::writer::{Happening, write};
use crate::modules::basket::contract::{self as basket, InHand};
use crate::modules::identity::contract::{self as identity, ApiRegister};
use crate::modules::origin::day_of_calendar;
use crate::platform::api::answer::Answer;
use crate::platform::api::version::Conditions;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::http::StatusCode;
use futures::future::BoxFuture;
use jiff::Timestamp;
use pos_protocol::Fact;
use pos_protocol::basket::{HeldBasket, MAX_NAME};
use pos_protocol::entry::StaffRef;
use pos_protocol::fact::{BasketHeld, BasketResumed};
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::IntoParams;
use uuid::Uuid;

/// The trading day that a change belongs to, where there is no body to say it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Day {
    /// `YYYY-MM-DD`. The server derives none from a clock.
    #[param(format = Date)]
    pub business_day: String,
}

/// The server's own register while it writes of one trading day, in one transaction and in somebody's name.
pub(super) struct Desk {
    pub own: ApiRegister,
    pub now: Timestamp,
    pub who: StaffRef,
    pub business_day: String,
}

impl Desk {
    /// Locks the register until the transaction ends.
    pub async fn open(
        tx: &mut PgConnection,
        now: Timestamp,
        who: StaffRef,
        business_day: &str,
    ) -> Result<Desk, ApiError> {
        let business_day = day_of_calendar(business_day).map_err(unusable)?.to_owned();
        Ok(Desk {
            own: identity::api_register(tx, now).await?,
            now,
            who,
            business_day,
        })
    }

    /// The basket `id`, locked: it is in this register's hands, and the caller names the version that it is.
    pub async fn take(
        &self,
        tx: &mut PgConnection,
        id: Uuid,
        asked: &Conditions,
    ) -> Result<InHand, ApiError> {
        let found = basket::take(tx, id).await?;
        found.require(tx, self.own.register, asked).await?;
        Ok(found)
    }

    /// The shift of the day.
    pub fn shift(&self) -> String {
        shift_of(self.own.register, &self.business_day).to_string()
    }

    /// Puts `held` aside, for whoever goes on with it; or keeps it from the others where it is `resumed`.
    pub async fn put_aside(
        &self,
        tx: &mut PgConnection,
        held: HeldBasket,
        resumed: bool,
    ) -> Result<(), ApiError> {
        let goes_on = resumed.then(|| self.going_on(&held));
        let aside = Fact::BasketHeld(Box::new(BasketHeld {
            shift: self.shift(),
            basket: held,
        }));
        let facts: Vec<Fact> = std::iter::once(aside).chain(goes_on).collect();
        self.write(tx, facts).await
    }

    /// That this register goes on with `held`.
    pub fn going_on(&self, held: &HeldBasket) -> Fact {
        Fact::BasketResumed(BasketResumed {
            basket: held.id.clone(),
            shift: self.shift(),
            fence: held.fence,
            claimed: held.fence > 1,
        })
    }

    /// Writes entries.
    pub async fn write(&self, tx: &mut PgConnection, facts: Vec<Fact>) -> Result<(), ApiError> {
        let happenings = facts.into_iter().map(|fact| Happening {
            fact,
            business_day: self.business_day.clone(),
        });
        let happenings: Vec<Happening> = happenings.collect();
        write(tx, self.now, &self.own, &self.who, &happenings).await
    }
}

/// What people are to call a basket.
pub(super) fn name(asked: &str) -> Result<String, ApiError> {
    let name = text("name", Some(asked))?.unwrap_or_default();
    if name.chars().count() > MAX_NAME {
        let why = format!("name has more than {MAX_NAME} characters.");
        return Err(unusable(why));
    }
    Ok(name)
}

/// The basket `id` as it now is, with its version.
pub(super) async fn answer(
    tx: &mut PgConnection,
    id: Uuid,
    status: StatusCode,
) -> Result<Answer, ApiError> {
    let view = basket::view(tx, id).await?;
    let version = view.version()?;
    let answer = match status {
        StatusCode::CREATED => Answer::created(&view, format!("/v1/baskets/{id}"))?,
        _ => Answer::ok(&view)?,
    };
    Ok(answer.at(version))
}

/// Does `work` in a transaction that no client can cancel.
pub(super) async fn changed<F>(state: &AppState, work: F) -> Result<Answer, ApiError>
where
    F: for<'t> FnOnce(&'t mut PgConnection) -> BoxFuture<'t, Result<Answer, ApiError>>
        + Send
        + 'static,
{
    let (db, filled) = (state.db.clone(), state.outbox_filled.clone());
    let work = async move {
        let mut tx = db.begin().await?;
        let answer = work(&mut tx).await?;
        tx.commit().await?;
        filled.notify_one();
        Ok(answer)
    };
    state.writes.run(work).await
}
