//! `evertill.order.completed.v1`: the order goes into the books and into its day's sales, and it is judged with the orders
//! of all registers whether more came back of a receipt than it sold.

use crate::modules::ordering::store::{books, receipts};
use crate::modules::origin::day_of_calendar;
use crate::platform::broker::Subscription;
use crate::platform::culprits::{Apply, ApplyError};
use crate::platform::message::{Consumer, Message};
use futures::future::BoxFuture;
use pos_protocol::event::{ORDER_COMPLETED, OrderCompletedEvent};
use sqlx::PgConnection;

/// The consumer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OrderBooks;

impl Consumer for OrderBooks {
    fn subscription(&self) -> Subscription {
        Subscription {
            queue: "ordering.books",
            kinds: &[ORDER_COMPLETED],
        }
    }
}

impl Apply<Message> for OrderBooks {
    fn apply<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        messages: &'a [Message],
    ) -> BoxFuture<'a, Result<(), ApplyError>> {
        Box::pin(async move {
            let orders: Vec<OrderCompletedEvent> =
                messages.iter().map(read).collect::<Result<_, _>>()?;
            books::take(tx, &orders).await?;
            let ids: Vec<_> = orders.iter().map(|order| order.order).collect();
            Ok(receipts::judge(tx, &ids).await?)
        })
    }
}

pub(super) fn read(message: &Message) -> Result<OrderCompletedEvent, ApplyError> {
    let order: OrderCompletedEvent = message.event(ORDER_COMPLETED)?;
    day_of_calendar(&order.business_day)
        .map_err(|error| ApplyError::Permanent(error.to_string()))?;
    Ok(order)
}
