//! Integration events: CloudEvents 1.0 in JSON, named in the past tense with a version.

use pos_core::Amount;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The type of [`OrderCompletedEvent`].
pub const ORDER_COMPLETED: &str = "evertill.order.completed.v1";

/// A CloudEvents 1.0 envelope in structured JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudEvent<T> {
    /// Always `1.0`.
    pub specversion: String,
    /// The message id, which consumers remember.
    pub id: Uuid,
    /// Who sends it: `/registers/<uuid>`.
    pub source: String,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// RFC 3339, when the server booked it.
    pub time: String,
    /// What it is about: the order's id.
    pub subject: String,
    /// Always `application/json`.
    pub datacontenttype: String,
    /// The event's own data.
    pub data: T,
}

/// `evertill.order.completed.v1`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCompletedEvent {
    /// The order's id.
    pub order: Uuid,
    /// The number that another system knows it by.
    pub external_reference: Option<String>,
    /// `sale`, `refund` or `exchange`.
    pub kind: pos_core::OrderKind,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// The register.
    pub register: Uuid,
    /// How many lines.
    pub lines: u32,
    /// With tax, in minor units; negative on refunds.
    pub gross: Amount,
    /// The tax in it.
    pub tax: Amount,
    /// The part of the gross that came back, negative. Events from before exchanges don't name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned_gross: Option<Amount>,
    /// ISO 4217 code.
    pub currency: String,
}

impl OrderCompletedEvent {
    /// The part of the gross that came back: where the event doesn't say, all of a refund.
    pub fn returned(&self) -> Amount {
        match (self.returned_gross, self.kind) {
            (Some(returned), _) => returned,
            (None, pos_core::OrderKind::Refund) => self.gross,
            (None, _) => Amount::ZERO,
        }
    }
}
