//! Makes of a fact what the basket tables take: ids that parse, a fence that fits, lines that add up.

use crate::modules::basket::custody::{State, Written};
use crate::modules::origin::{Origin, Unbookable, id};
use jiff::Timestamp;
use pos_core::Amount;
use pos_protocol::basket::HeldBasket;
use pos_protocol::fact::{BasketHeld, BasketResumed, BasketVoided};
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

    /// Which basket it is about.
    pub fn basket(&self) -> Uuid {
        match self {
            Booking::Held(held) => held.basket,
            Booking::Moved(moved) => moved.basket,
            Booking::Voided(voided) => voided.basket,
        }
    }
}

/// A voided basket, ready to be booked.
#[derive(Debug, Clone)]
pub struct VoidBooking {
    pub(super) origin: Origin,
    pub(super) basket: Uuid,
    pub(super) shift: Uuid,
    pub(super) fence: Option<i64>,
    pub(super) fact: BasketVoided,
}

/// A basket that was put aside, ready to be booked.
#[derive(Debug, Clone)]
pub struct HeldBooking {
    pub(super) origin: Origin,
    pub(super) basket: Uuid,
    pub(super) fence: i64,
    pub(super) held: HeldBasket,
    pub(super) gross: Amount,
    /// The basket as JSON, as it is handed out.
    pub(super) body: String,
}

/// Somebody goes on with a basket, or was paid for it.
#[derive(Debug, Clone)]
pub struct MoveBooking {
    pub(super) origin: Origin,
    pub(super) basket: Uuid,
    pub(super) fence: Option<i64>,
    pub(super) act: State,
    /// What it was paid by, if it was.
    pub(super) payment: Option<Payment>,
}

/// What a basket was paid by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Payment {
    /// The order.
    pub order: Uuid,
    /// When the server booked it.
    pub at: Timestamp,
}

impl VoidBooking {
    /// Reads the fact that a basket was given up.
    pub(super) fn new(origin: Origin, fact: BasketVoided) -> Result<VoidBooking, Unbookable> {
        origin.day()?;
        Ok(VoidBooking {
            basket: id("the basket's id", &fact.basket)?,
            shift: id("the basket's shift", &fact.shift)?,
            fence: fact.fence.map(fence).transpose()?,
            origin,
            fact,
        })
    }
}

impl HeldBooking {
    /// Reads the fact that a basket was put aside.
    pub(super) fn new(origin: Origin, fact: BasketHeld) -> Result<HeldBooking, Unbookable> {
        origin.day()?;
        id("the basket's shift", &fact.shift)?;
        let held = fact.basket;
        let broken = |why: &dyn std::fmt::Display| Unbookable::because("the basket", why);
        if !held.adds_up().map_err(|error| broken(&error))? {
            return Err(broken(&"its lines are not those of its totals"));
        }
        Ok(HeldBooking {
            basket: id("the basket's id", &held.id)?,
            fence: fence(held.fence)?,
            gross: held.gross().map_err(|error| broken(&error))?,
            body: serde_json::to_string(&held).map_err(|error| broken(&error))?,
            held,
            origin,
        })
    }
}

impl MoveBooking {
    /// Reads the fact that somebody goes on with a basket.
    pub(super) fn resumed(origin: Origin, fact: &BasketResumed) -> Result<MoveBooking, Unbookable> {
        id("the basket's shift", &fact.shift)?;
        Ok(MoveBooking {
            basket: id("the basket's id", &fact.basket)?,
            fence: Some(fence(fact.fence)?),
            act: State::Resumed,
            payment: None,
            origin,
        })
    }

    /// Reads that `order` was paid, which was this basket; `at` goes into its event.
    pub(super) fn paid(
        origin: Origin,
        basket: &str,
        order: &str,
        at: Timestamp,
    ) -> Result<MoveBooking, Unbookable> {
        let order = id("the order's id", order)?;
        Ok(MoveBooking {
            basket: id("the order's basket", basket)?,
            fence: None,
            act: State::Paid,
            payment: Some(Payment { order, at }),
            origin,
        })
    }

    pub(super) fn written(&self) -> Written {
        Written {
            register: self.origin.register,
            fence: self.fence,
            act: self.act,
        }
    }
}

fn fence(fence: u64) -> Result<i64, Unbookable> {
    i64::try_from(fence)
        .ok()
        // One more must still fit when the basket is handed out.
        .filter(|fence| (1..i64::MAX).contains(fence))
        .ok_or_else(|| Unbookable(format!("{fence} is no fence of a basket")))
}
