//! `evertill.basket.checked_out.v1`: the order's way gets its beginning, the basket that it was and who put that aside.
//!
//! It books nothing. The order is booked where its entry comes in, in the transaction that also put this event into the
//! outbox, and goes into the books by `evertill.order.completed.v1`: to make an order of this event as well would book
//! it twice. That a basket was paid twice is flagged from the orders, too, for baskets are paid that were never held.

use crate::modules::ordering::store::baskets;
use crate::platform::broker::Subscription;
use crate::platform::culprits::{Apply, ApplyError};
use crate::platform::message::{Consumer, Message};
use futures::future::BoxFuture;
use pos_protocol::event::{BASKET_CHECKED_OUT, BasketCheckedOutEvent};
use sqlx::PgConnection;

/// The consumer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OrderBaskets;

impl Consumer for OrderBaskets {
    fn subscription(&self) -> Subscription {
        Subscription {
            queue: "ordering.baskets",
            kinds: &[BASKET_CHECKED_OUT],
        }
    }
}

impl Apply<Message> for OrderBaskets {
    fn apply<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        messages: &'a [Message],
    ) -> BoxFuture<'a, Result<(), ApplyError>> {
        Box::pin(async move {
            let paid = messages
                .iter()
                .map(|message| message.event(BASKET_CHECKED_OUT))
                .collect::<Result<Vec<BasketCheckedOutEvent>, _>>()?;
            Ok(baskets::note(tx, &paid).await?)
        })
    }
}
