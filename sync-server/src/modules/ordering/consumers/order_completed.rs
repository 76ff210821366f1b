//! `evertill.order.completed.v1`: the order goes into the books and into its day's sales.

use crate::modules::ordering::store::books;
use crate::modules::origin::day_of_calendar;
use crate::platform::broker::Subscription;
use crate::platform::consumer::{Consumer, Message};
use crate::platform::culprits::{Apply, ApplyError};
use futures::future::BoxFuture;
use pos_protocol::event::{CloudEvent, ORDER_COMPLETED, OrderCompletedEvent};
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
            Ok(books::take(tx, &orders).await?)
        })
    }
}

fn read(message: &Message) -> Result<OrderCompletedEvent, ApplyError> {
    let event: CloudEvent<OrderCompletedEvent> = serde_json::from_slice(&message.body)
        .map_err(|error| ApplyError::Permanent(format!("not a {ORDER_COMPLETED}: {error}")))?;
    if event.kind != ORDER_COMPLETED {
        let reason = format!("not a {ORDER_COMPLETED} but a {}", event.kind);
        return Err(ApplyError::Permanent(reason));
    }
    day_of_calendar(&event.data.business_day)
        .map_err(|error| ApplyError::Permanent(error.to_string()))?;
    Ok(event.data)
}
