//! The SQL of the basket schema, a file per concern, and the cache before the reads.

mod cached;
pub(super) mod claim;
pub(super) mod ledger;
mod postgres;
pub(super) mod voided;

pub(super) use cached::Cached;
pub(super) use postgres::Postgres;

use crate::problem::ApiError;
use pos_core::{Amount, BasketKind};
use serde::{Deserialize, Serialize};
use std::future::Future;
use uuid::Uuid;

/// A held basket in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    /// The basket.
    pub id: Uuid,
    /// Its fence.
    pub fence: u64,
    /// The register that it was handed out to and that has not gone on with it yet.
    pub claimed_by: Option<Uuid>,
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
}

/// What is held, at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    /// Drawn anew with every change, so it names this moment and no other.
    pub stamp: Uuid,
    /// The newest first.
    pub baskets: Vec<Waiting>,
}

/// Where held baskets are read from.
pub(crate) trait BasketStore: Send + Sync {
    /// The stamp of now.
    fn stamp(&self) -> impl Future<Output = Result<Uuid, ApiError>> + Send;
    /// What is held now.
    fn waiting(&self) -> impl Future<Output = Result<Snapshot, ApiError>> + Send;
}
