//! What the rest of the server may ask of ordering: to book the facts of the tills, in the caller's transaction.

use crate::modules::ordering::booking::{ClosingBooking, OpeningBooking, OrderBooking};
use crate::modules::ordering::store::{orders, shifts};
use crate::modules::origin::{Origin, Unbookable};
use crate::platform::outbox;
use jiff::Timestamp;
use pos_protocol::fact::{OrderCompleted, ShiftClosed, ShiftOpened};
use sqlx::PgConnection;

/// A fact that ordering can book, as far as can be told without the database.
#[derive(Debug, Clone)]
pub enum Booking {
    /// An order was paid.
    Order(Box<OrderBooking>),
    /// A shift opened.
    Opening(Box<OpeningBooking>),
    /// A shift closed.
    Closing(Box<ClosingBooking>),
}

impl Booking {
    /// An order was paid. `at` is the time of its event.
    pub fn order(
        origin: Origin,
        fact: OrderCompleted,
        at: Timestamp,
    ) -> Result<Booking, Unbookable> {
        OrderBooking::new(origin, fact, at).map(|booking| Booking::Order(Box::new(booking)))
    }

    /// A shift opened.
    pub fn shift_opened(origin: Origin, fact: ShiftOpened) -> Result<Booking, Unbookable> {
        OpeningBooking::new(origin, fact).map(|booking| Booking::Opening(Box::new(booking)))
    }

    /// A shift closed.
    pub fn shift_closed(origin: Origin, fact: ShiftClosed) -> Result<Booking, Unbookable> {
        ClosingBooking::new(origin, fact).map(|booking| Booking::Closing(Box::new(booking)))
    }
}

/// Books all of `bookings` with their lines, payments and events. On an error the caller rolls back.
pub async fn book(tx: &mut PgConnection, bookings: &[&Booking]) -> Result<(), sqlx::Error> {
    let (mut paid, mut opened, mut closed) = (Vec::new(), Vec::new(), Vec::new());
    for booking in bookings {
        match booking {
            Booking::Order(order) => paid.push(&**order),
            Booking::Opening(opening) => opened.push(&**opening),
            Booking::Closing(closing) => closed.push(&**closing),
        }
    }
    if !paid.is_empty() {
        orders::insert(tx, &paid).await?;
        let events: Vec<_> = paid.iter().map(|order| &order.event).collect();
        outbox::put(tx, &events).await?;
    }
    if !opened.is_empty() {
        shifts::open(tx, &opened).await?;
    }
    // Last, because a closing folds the orders of its shift, of which some may have come with it.
    if !closed.is_empty() {
        shifts::close(tx, &closed).await?;
    }
    Ok(())
}
