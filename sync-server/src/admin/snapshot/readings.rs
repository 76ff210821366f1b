//! The sections that come out of Postgres, through the contracts of those whose tables they are.

use crate::modules::{identity, ordering};
use crate::platform::audit::{self, Decision};
use crate::platform::board::section;
use crate::platform::outbox;
use crate::platform::parked::{self, Parked};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::review;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use pos_core::Currency;
use serde::Serialize;
use serde_json::value::RawValue;

/// The most messages and entries that the page lists; it says how many more there are.
const LISTED: i64 = 100;

/// A section that was read anew.
pub type NewSection = (&'static str, Box<RawValue>);

#[derive(Serialize)]
struct Messages {
    open: i64,
    listed: Vec<Parked>,
}

#[derive(Serialize)]
struct Entries {
    open: i64,
    listed: Vec<review::OpenEntry>,
}

#[derive(Serialize)]
struct Registers {
    registers: Vec<identity::contract::RegisterSeen>,
    heads: Vec<review::BranchHead>,
    forks: Vec<review::Forks>,
}

#[derive(Serialize)]
struct Outbox {
    unsent: i64,
    /// Since when the oldest event waits.
    since: Option<String>,
}

#[derive(Serialize)]
struct Decisions {
    newest: Vec<Decision>,
}

#[derive(Serialize)]
struct Sales {
    shop: String,
    currency: String,
    exponent: u32,
    time_zone: String,
    today: String,
    before: String,
    /// How far the day has come in the shop, in minutes.
    minute: i32,
    sales: Vec<ordering::contract::SalesOfDays>,
    open_shifts: Vec<ordering::contract::OpenShift>,
}

/// Reads sections.
pub struct Readings<'a>(pub &'a AppState);

impl Readings<'_> {
    /// What must be fresh.
    pub async fn often(&self) -> Result<(Vec<NewSection>, i64), ApiError> {
        let (db, now) = (&self.0.db, self.0.clock.now());
        let waiting = outbox::waiting(db).await?;
        let since = now - waiting.oldest_s.seconds();
        let outbox = Outbox {
            unsent: waiting.unsent,
            since: (waiting.unsent > 0).then(|| since.to_string()),
        };
        let messages = Messages {
            open: parked::count(db).await?,
            listed: parked::open(db, LISTED).await?,
        };
        let entries = Entries {
            open: review::count_open(db).await?,
            listed: review::open(db, LISTED).await?,
        };
        let registers = Registers {
            registers: identity::contract::registers_seen(db).await?,
            heads: review::heads(db).await?,
            forks: review::forks(db).await?,
        };
        let decisions = Decisions {
            newest: audit::newest(db, LISTED).await?,
        };
        let sections = vec![
            ("outbox", json(&outbox)?),
            ("messages", json(&messages)?),
            ("entries", json(&entries)?),
            ("registers", json(&registers)?),
            ("decisions", json(&decisions)?),
        ];
        Ok((sections, waiting.unsent))
    }

    /// What may be some seconds old.
    pub async fn seldom(&self) -> Result<Vec<NewSection>, ApiError> {
        let state = self.0;
        let shop = {
            let mut db = state.db.acquire().await?;
            identity::contract::shop(&mut db).await?
        };
        let zone = TimeZone::get(&shop.time_zone).unwrap_or(TimeZone::UTC);
        let here = state.clock.now().to_zoned(zone);
        let (today, week) = (here.date(), 7.days());
        let before = today.saturating_sub(week);
        let days = [today.to_string(), before.to_string()];
        let sold = ordering::contract::sales_of_days(
            &state.db,
            &days,
            &shop.currency,
            here.time_zone().iana_name().unwrap_or("UTC"),
        );
        let [today, before] = days.clone();
        let currency = Currency::from_code(&shop.currency);
        let sales = Sales {
            exponent: currency.map_or(2, Currency::exponent),
            shop: shop.name,
            currency: shop.currency.clone(),
            time_zone: shop.time_zone,
            today,
            before,
            minute: i32::from(here.hour()) * 60 + i32::from(here.minute()),
            sales: sold.await?,
            open_shifts: ordering::contract::open_shifts(&state.db).await?,
        };
        Ok(vec![("sales", json(&sales)?)])
    }
}

fn json(value: &impl Serialize) -> Result<Box<RawValue>, ApiError> {
    section(value).map_err(|error| ApiError::internal(&error))
}
