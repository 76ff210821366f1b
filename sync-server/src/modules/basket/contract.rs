//! What the rest of the server may ask of basket: to book the facts of the tills, in the caller's transaction.

use crate::modules::basket::store;
use crate::modules::origin::{Origin, Unbookable, id};
use pos_protocol::fact::BasketVoided;
use sqlx::PgConnection;
use uuid::Uuid;

/// A voided basket, ready to be booked.
#[derive(Debug, Clone)]
pub struct VoidBooking {
    pub(super) origin: Origin,
    pub(super) basket: Uuid,
    pub(super) shift: Uuid,
    pub(super) fact: BasketVoided,
}

impl VoidBooking {
    /// Reads the fact that a basket was given up.
    pub fn new(origin: Origin, fact: BasketVoided) -> Result<VoidBooking, Unbookable> {
        origin.day()?;
        Ok(VoidBooking {
            basket: id("the basket's id", &fact.basket)?,
            shift: id("the basket's shift", &fact.shift)?,
            origin,
            fact,
        })
    }
}

/// Books all of `bookings`. On an error the caller rolls back.
pub async fn book(tx: &mut PgConnection, bookings: &[&VoidBooking]) -> Result<(), sqlx::Error> {
    if bookings.is_empty() {
        return Ok(());
    }
    store::insert(tx, bookings).await
}
