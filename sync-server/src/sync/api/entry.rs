//! The order that an entry of the journal carries, as its register wrote it.

use crate::problem::ApiError;
use crate::sync::store;
use pos_core::Order;
use pos_protocol::entry::EntryBody;
use pos_protocol::{Fact, Hash};
use sqlx::PgConnection;

/// The order of the entry with the hash `entry`, which was booked.
pub(super) async fn order_of(db: &mut PgConnection, entry: Vec<u8>) -> Result<Order, ApiError> {
    let unreadable = || ApiError::internal(&"the entry of a booked order can't be read");
    let hash: [u8; 32] = entry.try_into().map_err(|_| unreadable())?;
    let body = store::body(db, Hash(hash)).await?.ok_or_else(unreadable)?;
    let entry: EntryBody = serde_json::from_slice(&body).map_err(|_| unreadable())?;
    match Fact::read(&entry.kind, entry.payload.get()) {
        Ok(Fact::OrderCompleted(fact)) => Ok(fact.order),
        _ => Err(unreadable()),
    }
}
