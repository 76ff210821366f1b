//! Tells the other modules that a held basket was paid: `evertill.basket.checked_out.v1`.

use super::booking::MoveBooking;
use super::custody::Outcome;
use crate::platform::message_id::message_id;
use crate::platform::outbox::Outgoing;
use pos_protocol::Hash;
use pos_protocol::event::{BASKET_CHECKED_OUT, BasketCheckedOutEvent, CloudEvent};
use uuid::Uuid;

/// The event of `moved`, which put the basket to `outcome`; none when it was no payment.
///
/// The same entry already gave the order's event its id, so this one's is made of the entry's hash and the event's type.
pub fn checked_out(
    moved: &MoveBooking,
    outcome: Outcome,
    held_by: Uuid,
    held_at: &str,
) -> Result<Option<Outgoing>, sqlx::Error> {
    let Some(payment) = &moved.payment else {
        return Ok(None);
    };
    let name = [&moved.origin.entry.0[..], BASKET_CHECKED_OUT.as_bytes()].concat();
    let event = CloudEvent::new(
        BASKET_CHECKED_OUT,
        message_id(moved.basket.into(), Hash::of(&name)),
        &format!("/registers/{}", moved.origin.register),
        &moved.basket.to_string(),
        payment.at.to_string(),
        BasketCheckedOutEvent {
            basket: moved.basket,
            order: payment.order,
            register: moved.origin.register,
            fence: outcome.custody.fence.cast_unsigned(),
            held_by,
            held_at: held_at.to_owned(),
            forked: outcome.fork,
        },
    );
    let event = Outgoing::of(&event).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    Ok(Some(event))
}
