//! `evertill.order.completed.v1`: two registers may have been paid for one basket while neither heard of the other. Both
//! orders are booked, and both are flagged.

use super::order_completed::read;
use crate::modules::ordering::store::doubles;
use crate::platform::broker::Subscription;
use crate::platform::culprits::{Apply, ApplyError};
use crate::platform::message::{Consumer, Message};
use futures::future::BoxFuture;
use pos_protocol::event::ORDER_COMPLETED;
use sqlx::PgConnection;

/// The consumer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DoubleSales;

impl Consumer for DoubleSales {
    fn subscription(&self) -> Subscription {
        Subscription {
            queue: "ordering.double_sales",
            kinds: &[ORDER_COMPLETED],
        }
    }
}

impl Apply<Message> for DoubleSales {
    fn apply<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        messages: &'a [Message],
    ) -> BoxFuture<'a, Result<(), ApplyError>> {
        Box::pin(async move {
            let mut baskets = Vec::new();
            for message in messages {
                baskets.extend(read(message)?.basket);
            }
            Ok(doubles::flag(tx, &baskets).await?)
        })
    }
}
