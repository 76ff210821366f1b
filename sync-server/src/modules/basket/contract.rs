//! What the rest of the server may ask of basket: to book the facts of the tills, and to hand baskets out to be changed,
//! in the caller's transaction.

pub use crate::modules::basket::booking::Booking;
pub use crate::modules::basket::features::claim::claim_for_register;
pub use crate::modules::basket::in_hand::{InHand, claim, find, take, view};
pub(crate) use crate::modules::basket::store::ledger::none_held;
pub use crate::modules::basket::store::ledger::restamp;
pub use crate::modules::basket::view::BasketView;

use crate::modules::basket::booking::VoidBooking;
use crate::modules::basket::consumers::price_changed::ChangedPrices;
use crate::modules::basket::store::{ledger, voided};
use crate::platform::message::Consumer;
use sqlx::PgConnection;

/// Books all of `bookings`, in their order; whether anything held has changed: then the caller ends its transaction with
/// [`restamp`]. On an error it rolls back.
pub async fn book(tx: &mut PgConnection, bookings: &[&Booking]) -> Result<bool, sqlx::Error> {
    if bookings.is_empty() {
        return Ok(false);
    }
    let given_up: Vec<&VoidBooking> = bookings
        .iter()
        .filter_map(|booking| match booking {
            Booking::Voided(booking) => Some(&**booking),
            _ => None,
        })
        .collect();
    if !given_up.is_empty() {
        voided::insert(tx, &given_up).await?;
    }
    ledger::enter(tx, bookings).await
}

/// Basket's consumers.
pub fn consumers() -> &'static [&'static dyn Consumer] {
    &[&ChangedPrices]
}
