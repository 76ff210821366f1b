//! The SQL of the basket schema, a file per concern, and the cache before the reads.

mod cached;
pub(super) mod claim;
pub(super) mod ledger;
mod lines;
mod postgres;
pub(super) mod prices;
pub(super) mod reading;
pub(super) mod voided;

pub(super) use cached::Cached;
pub(super) use postgres::Postgres;

use super::custody::{Custody, State};
use crate::problem::ApiError;
use pos_core::{Amount, BasketKind};
use pos_protocol::basket::HeldBasket;
use serde::{Deserialize, Serialize};
use std::future::Future;
use utoipa::ToSchema;
use uuid::Uuid;

/// A held basket in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    /// The basket.
    pub id: Uuid,
    /// Its fence.
    pub fence: u64,
    /// What has become of it, as the tables have it.
    pub state: String,
    /// Who has it, or had it last.
    pub register: Uuid,
    /// The register that put it aside.
    pub held_by: Uuid,
    /// Who did.
    pub staff_name: Option<String>,
    /// When, by that register's clock.
    pub held_at: String,
    /// What people call it.
    pub name: String,
    /// Which way the goods go.
    pub kind: BasketKind,
    /// ISO 4217.
    pub currency: String,
    /// How many lines.
    pub lines: u32,
    /// What is to be paid for it.
    pub gross: Amount,
    /// Somebody wrote to it who no longer had it.
    pub forked: bool,
    /// Some of its lines cost something else by now.
    pub prices_changed: bool,
}

impl Waiting {
    /// The register that it was handed out to and that has not gone on with it yet.
    pub fn claimed_by(&self) -> Option<Uuid> {
        (self.state == State::Claimed.text()).then_some(self.register)
    }
}

/// One held basket, whatever has become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Whole {
    /// The basket as it was put aside last, with the fence that it has now.
    pub held: HeldBasket,
    /// Who has it.
    pub custody: Custody,
    /// Somebody wrote to it who no longer had it.
    pub forked: bool,
    /// The register that put it aside.
    pub held_by: Uuid,
    /// Who did.
    pub staff_name: Option<String>,
    /// When, by that register's clock.
    pub held_at: String,
    /// The lines that cost something else by now.
    pub prices: Vec<NewPrice>,
}

/// What a line costs by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NewPrice {
    /// The line's number.
    pub line: u32,
    /// The price.
    pub now: PriceNow,
}

/// What a product costs by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PriceNow {
    /// Ten-thousandths of the major unit.
    pub unit_price: i64,
    /// Which price of the catalogue that is.
    pub price_id: String,
    /// The catalogue's version since which it does.
    pub catalogue_version: u64,
}

/// Which baskets a page is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// That this has become of.
    pub state: State,
    /// With lower ids than this one.
    pub before: Option<Uuid>,
    /// So many.
    pub most: i64,
}

/// Where held baskets are read from.
pub(crate) trait BasketStore: Send + Sync {
    /// Drawn anew with every change of anything here, so it names this moment and no other.
    fn stamp(&self) -> impl Future<Output = Result<Uuid, ApiError>> + Send;
    /// What waits now for somebody, or for whom it was handed out to; the newest first.
    fn waiting(&self) -> impl Future<Output = Result<Vec<Waiting>, ApiError>> + Send;
    /// A page of them, the highest ids first.
    fn page(&self, wanted: &Wanted) -> impl Future<Output = Result<Vec<Waiting>, ApiError>> + Send;
    /// One of them.
    fn one(&self, id: Uuid) -> impl Future<Output = Result<Option<Whole>, ApiError>> + Send;
}
