//! Hands each accepted fact to the module whose it is. What a module can't book is the entry's misfortune alone.

use crate::modules::origin::{Origin, Unbookable};
use crate::modules::{basket, ordering};
use crate::platform::culprits::{Apply, ApplyError};
use crate::sync::decide::EntryWrite;
use futures::future::BoxFuture;
use jiff::Timestamp;
use pos_protocol::{Fact, Hash};
use sqlx::PgConnection;

/// An entry whose fact a module is to book.
#[derive(Debug, Clone)]
pub(super) struct Booking {
    /// The entry.
    pub entry: Hash,
    module: Module,
}

#[derive(Debug, Clone)]
enum Module {
    Ordering(ordering::contract::Booking),
    Basket(Box<basket::contract::VoidBooking>),
}

/// What is to be booked for an accepted entry: nothing for facts that the journal alone keeps.
pub(super) fn booking(
    write: &mut EntryWrite,
    at: Timestamp,
) -> Result<Option<Booking>, Unbookable> {
    let (Some(fact), Some(header)) = (write.fact.take(), write.header.take()) else {
        return Ok(None);
    };
    let origin = Origin {
        entry: write.hash,
        register: write.register,
        branch: write.branch.clone(),
        seq: write.seq.cast_signed(),
        fork: write.fork,
        staff: header.staff,
        business_day: header.business_day,
        wall_time: header.wall_time,
    };
    use ordering::contract::Booking as Order;
    let module = match fact {
        Fact::BranchBegan(_) | Fact::StaffSignedIn(_) => return Ok(None),
        Fact::OrderCompleted(fact) => Module::Ordering(Order::order(origin, *fact, at)?),
        Fact::ShiftOpened(fact) => Module::Ordering(Order::shift_opened(origin, fact)?),
        Fact::ShiftClosed(fact) => Module::Ordering(Order::shift_closed(origin, fact)?),
        Fact::BasketVoided(fact) => {
            let voided = basket::contract::VoidBooking::new(origin, fact)?;
            Module::Basket(Box::new(voided))
        }
    };
    Ok(Some(Booking {
        entry: write.hash,
        module,
    }))
}

/// Books through the modules' contracts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Books;

impl Apply<Booking> for Books {
    fn apply<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        bookings: &'a [Booking],
    ) -> BoxFuture<'a, Result<(), ApplyError>> {
        Box::pin(async move {
            let (mut orders, mut voided) = (Vec::new(), Vec::new());
            for booking in bookings {
                match &booking.module {
                    Module::Ordering(booking) => orders.push(booking),
                    Module::Basket(booking) => voided.push(&**booking),
                }
            }
            ordering::contract::book(tx, &orders).await?;
            Ok(basket::contract::book(tx, &voided).await?)
        })
    }
}
