//! Integration events: CloudEvents 1.0 in JSON, named in the past tense with a version.

use pos_core::{Amount, UnitPrice};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The type of [`OrderCompletedEvent`].
pub const ORDER_COMPLETED: &str = "evertill.order.completed.v1";

/// The type of [`PriceChangedEvent`].
pub const PRICE_CHANGED: &str = "evertill.price.changed.v1";

/// The type of [`BasketCheckedOutEvent`].
pub const BASKET_CHECKED_OUT: &str = "evertill.basket.checked_out.v1";

/// A CloudEvents 1.0 envelope in structured JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudEvent<T> {
    /// Always `1.0`.
    pub specversion: String,
    /// The message id, which consumers remember.
    pub id: Uuid,
    /// Who sends it: `/registers/<uuid>`, or `/catalog`.
    pub source: String,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// RFC 3339, when the server booked or changed it.
    pub time: String,
    /// What it is about: an order's or a basket's id, or a product's code.
    pub subject: String,
    /// Always `application/json`.
    pub datacontenttype: String,
    /// The event's own data.
    pub data: T,
}

impl<T> CloudEvent<T> {
    /// An event of the type `kind`, under the message id `id`.
    pub fn new(
        kind: &str,
        id: Uuid,
        source: &str,
        subject: &str,
        time: String,
        data: T,
    ) -> CloudEvent<T> {
        CloudEvent {
            specversion: "1.0".to_owned(),
            id,
            source: source.to_owned(),
            kind: kind.to_owned(),
            time,
            subject: subject.to_owned(),
            datacontenttype: "application/json".to_owned(),
            data,
        }
    }
}

/// `evertill.order.completed.v1`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCompletedEvent {
    /// The order's id.
    pub order: Uuid,
    /// The basket that it was. Events from before baskets were held don't name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basket: Option<Uuid>,
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

/// `evertill.price.changed.v1`: a product costs something else from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChangedEvent {
    /// The product's code.
    pub code: String,
    /// The catalogue's version with which it does: of two changes of one product the higher one is the later one.
    pub catalogue_version: u64,
    /// The identity of the new price.
    pub price_id: String,
    /// What one unit costs now.
    pub unit_price: UnitPrice,
    /// The identity of the price before it.
    pub previous_price_id: String,
    /// What one unit cost before.
    pub previous_unit_price: UnitPrice,
}

/// `evertill.basket.checked_out.v1`: a held basket was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketCheckedOutEvent {
    /// The basket.
    pub basket: Uuid,
    /// The order that it became.
    pub order: Uuid,
    /// The register that was paid.
    pub register: Uuid,
    /// The basket's fence then.
    pub fence: u64,
    /// The register that put the basket aside last.
    pub held_by: Uuid,
    /// When, by that register's wall clock, RFC 3339.
    pub held_at: String,
    /// The register that was paid no longer had it, or it was paid before.
    pub forked: bool,
}
