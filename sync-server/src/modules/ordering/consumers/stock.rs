//! `evertill.order.completed.v1`: what the order's lines sold leaves the stock, and what they brought back goes in again.

use super::order_completed::read;
use crate::modules::ordering::store::stock;
use crate::platform::broker::Subscription;
use crate::platform::culprits::{Apply, ApplyError};
use crate::platform::message::{Consumer, Message};
use futures::future::BoxFuture;
use pos_protocol::event::ORDER_COMPLETED;
use sqlx::PgConnection;

/// The consumer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OrderStock;

impl Consumer for OrderStock {
    fn subscription(&self) -> Subscription {
        Subscription {
            queue: "ordering.stock",
            kinds: &[ORDER_COMPLETED],
        }
    }
}

impl Apply<Message> for OrderStock {
    fn apply<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        messages: &'a [Message],
    ) -> BoxFuture<'a, Result<(), ApplyError>> {
        Box::pin(async move {
            let mut orders = Vec::new();
            for message in messages {
                orders.push(read(message)?.order);
            }
            Ok(stock::take(tx, &orders).await?)
        })
    }
}
