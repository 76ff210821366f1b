//! Hands each accepted fact to the module whose it is. What a module can't book is the entry's misfortune alone.

use crate::modules::ordering::contract::OrderRows;
use crate::modules::origin::{Origin, Unbookable};
use crate::modules::{basket, ordering};
use crate::platform::culprits::{Apply, ApplyError};
use crate::sync::entry_write::EntryWrite;
use futures::future::BoxFuture;
use jiff::Timestamp;
use pos_protocol::{Fact, Hash};
use sqlx::PgConnection;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

/// An entry whose fact a module is to book.
#[derive(Debug, Clone)]
pub(super) struct Booking {
    /// The entry.
    pub entry: Hash,
    module: Module,
}

#[derive(Debug, Clone)]
enum Module {
    /// An order is ordering's, and the end of its basket.
    Order(ordering::contract::Booking, basket::contract::Booking),
    Ordering(ordering::contract::Booking),
    Basket(basket::contract::Booking),
}

/// What is to be booked for an accepted entry: nothing for facts that the journal alone keeps. `revoked` are the staff
/// whom an admin has revoked: what they do until their register hears of it is flagged.
pub(super) fn booking(
    write: &mut EntryWrite,
    register_code: &str,
    at: Timestamp,
    revoked: &[String],
) -> Result<Option<Booking>, Unbookable> {
    let (Some(fact), Some(header)) = (write.fact.take(), write.header.take()) else {
        return Ok(None);
    };
    let subject = header.staff.as_ref().map(|staff| &staff.id);
    let origin = Origin {
        entry: write.hash,
        register: write.register,
        register_code: register_code.to_owned(),
        branch: write.branch.clone(),
        seq: write.seq.cast_signed(),
        fork: write.fork,
        grant_expired: header.grant_expired,
        staff_revoked: subject.is_some_and(|subject| revoked.contains(subject)),
        staff: header.staff,
        business_day: header.business_day,
        wall_time: header.wall_time,
    };
    use basket::contract::Booking as Basket;
    use ordering::contract::Booking as Order;
    let module = match fact {
        // Tenders before the last one are for whoever reads the journal: the order has all of them.
        Fact::BranchBegan(_)
        | Fact::StaffSignedIn(_)
        | Fact::TenderTaken(_)
        | Fact::TenderUndone(_)
        | Fact::StaffLocked(_)
        | Fact::StaffUnlocked(_)
        | Fact::PinSet(_)
        | Fact::PinFailed(_)
        | Fact::ClockChecked(_) => return Ok(None),
        Fact::OrderCompleted(fact) => {
            let paid = Basket::paid(origin.clone(), &fact.basket, fact.order.id(), at)?;
            Module::Order(Order::order(origin, *fact, at)?, paid)
        }
        Fact::ShiftOpened(fact) => Module::Ordering(Order::shift_opened(origin, fact)?),
        Fact::ShiftClosed(fact) => Module::Ordering(Order::shift_closed(origin, fact)?),
        Fact::CashMoved(fact) => Module::Ordering(Order::cash_moved(origin, fact)?),
        Fact::DrawerOpened(fact) => Module::Ordering(Order::drawer_opened(origin, fact)?),
        Fact::DrawerCounted(fact) => Module::Ordering(Order::drawer_counted(origin, fact)?),
        Fact::BasketVoided(fact) => Module::Basket(Basket::voided(origin, fact)?),
        Fact::BasketHeld(fact) => Module::Basket(Basket::held(origin, *fact)?),
        Fact::BasketResumed(fact) => Module::Basket(Basket::resumed(origin, &fact)?),
    };
    Ok(Some(Booking {
        entry: write.hash,
        module,
    }))
}

/// The orders of `bookings` and the baskets that they were; none if there is anything else among them.
pub(super) fn orders_alone(bookings: &[Booking]) -> Option<(OrderRows<'_>, Vec<Uuid>)> {
    let (mut orders, mut baskets) = (Vec::new(), Vec::new());
    for booking in bookings {
        let Module::Order(order, paid) = &booking.module else {
            return None;
        };
        orders.push(order);
        baskets.push(paid.basket());
    }
    Some((ordering::contract::order_rows(&orders)?, baskets))
}

/// Books through the modules' contracts.
#[derive(Debug, Default)]
pub(super) struct Books {
    /// What was booked has changed something held. Set too often it costs a reading of the list.
    held_changed: AtomicBool,
}

impl Books {
    /// Books all of `bookings`. On an error the caller rolls back.
    pub(super) async fn book(
        &self,
        tx: &mut PgConnection,
        bookings: &[Booking],
    ) -> Result<(), sqlx::Error> {
        let (mut orders, mut baskets) = (Vec::new(), Vec::new());
        for booking in bookings {
            match &booking.module {
                Module::Order(order, paid) => {
                    orders.push(order);
                    baskets.push(paid);
                }
                Module::Ordering(booking) => orders.push(booking),
                Module::Basket(booking) => baskets.push(booking),
            }
        }
        ordering::contract::book(tx, &orders).await?;
        if basket::contract::book(tx, &baskets).await? {
            self.held_changed.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Ends the transaction that was booked in: what everybody's transactions write comes last, so that nobody waits for
    /// anything else with it in hand.
    pub(super) async fn close(&self, tx: &mut PgConnection) -> Result<(), sqlx::Error> {
        if self.held_changed.load(Ordering::Relaxed) {
            basket::contract::restamp(tx).await?;
        }
        Ok(())
    }
}

impl Apply<Booking> for Books {
    fn apply<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        bookings: &'a [Booking],
    ) -> BoxFuture<'a, Result<(), ApplyError>> {
        Box::pin(async move { Ok(self.book(tx, bookings).await?) })
    }
}
