//! What the rest of the server may ask of basket: to book the facts of the tills, and to hand baskets out to be changed,
//! in the caller's transaction.

pub use crate::modules::basket::features::claim::claim_for_register;
pub use crate::modules::basket::in_hand::{InHand, claim, find, take, view};
pub(crate) use crate::modules::basket::store::ledger::none_held;
pub use crate::modules::basket::store::ledger::restamp;
pub use crate::modules::basket::view::BasketView;

use crate::modules::basket::booking::{HeldBooking, MoveBooking, VoidBooking};
use crate::modules::basket::consumers::price_changed::ChangedPrices;
use crate::modules::basket::store::{ledger, voided};
use crate::modules::origin::{Origin, Unbookable};
use crate::platform::consumer::Consumer;
use jiff::Timestamp;
use pos_protocol::fact::{BasketHeld, BasketResumed, BasketVoided};
use sqlx::PgConnection;
use uuid::Uuid;

/// A fact that basket can book, as far as can be told without the database.
#[derive(Debug, Clone)]
pub enum Booking {
    /// A basket was put aside.
    Held(Box<HeldBooking>),
    /// Somebody goes on with a basket, or was paid for it.
    Moved(Box<MoveBooking>),
    /// A basket was given up.
    Voided(Box<VoidBooking>),
}

impl Booking {
    /// A basket was put aside.
    pub fn held(origin: Origin, fact: BasketHeld) -> Result<Booking, Unbookable> {
        HeldBooking::new(origin, fact).map(|booking| Booking::Held(Box::new(booking)))
    }

    /// Somebody goes on with a basket.
    pub fn resumed(origin: Origin, fact: &BasketResumed) -> Result<Booking, Unbookable> {
        MoveBooking::resumed(origin, fact).map(|booking| Booking::Moved(Box::new(booking)))
    }

    /// `order` was paid, which was this basket. `at` is the time of its event.
    pub fn paid(
        origin: Origin,
        basket: &str,
        order: &str,
        at: Timestamp,
    ) -> Result<Booking, Unbookable> {
        MoveBooking::paid(origin, basket, order, at)
            .map(|booking| Booking::Moved(Box::new(booking)))
    }

    /// A basket was given up.
    pub fn voided(origin: Origin, fact: BasketVoided) -> Result<Booking, Unbookable> {
        VoidBooking::new(origin, fact).map(|booking| Booking::Voided(Box::new(booking)))
    }
}

impl Booking {
    /// Which basket it is about.
    pub fn basket(&self) -> Uuid {
        match self {
            Booking::Held(held) => held.basket,
            Booking::Moved(moved) => moved.basket,
            Booking::Voided(voided) => voided.basket,
        }
    }
}

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
