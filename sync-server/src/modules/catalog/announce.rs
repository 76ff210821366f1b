//! Tells the other modules that a product costs something else: `evertill.price.changed.v1`.

use super::store::Current;
use crate::platform::message_id::message_id;
use crate::platform::outbox::Outgoing;
use jiff::Timestamp;
use pos_core::Product;
use pos_protocol::catalog::{CatalogLine, Cursor};
use pos_protocol::event::{CloudEvent, PRICE_CHANGED, PriceChangedEvent};

/// The event of the change that leads to `at`, with which `known` becomes `product`; none when it costs what it did.
///
/// What it did cost is what its newest line of the stream says, so that a price that starts by itself is told when it is
/// published. The message's id is made of the catalogue's running hash: the same change always has the same.
pub fn price_changed(
    known: &Current,
    product: &Product,
    at: Cursor,
    now: Timestamp,
) -> Result<Option<Outgoing>, serde_json::Error> {
    let before = match serde_json::from_str(&known.line)? {
        CatalogLine::Row { product } => product,
        // It was archived: that is how it was last sold.
        _ => known.product.clone(),
    };
    if before.unit_price == product.unit_price {
        return Ok(None);
    }
    let event = CloudEvent::new(
        PRICE_CHANGED,
        message_id(at.version.into(), at.hash),
        "/catalog",
        &product.code,
        now.to_string(),
        PriceChangedEvent {
            code: product.code.clone(),
            catalogue_version: at.version,
            price_id: product.price_id.clone(),
            unit_price: product.unit_price,
            previous_price_id: before.price_id,
            previous_unit_price: before.unit_price,
        },
    );
    Outgoing::of(&event).map(Some)
}
