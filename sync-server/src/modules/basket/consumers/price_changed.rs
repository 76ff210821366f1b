//! `evertill.price.changed.v1`: whoever looks at a held basket is shown, line by line, what costs something else by now.
//! The basket itself stays as it is; a line keeps its price until somebody takes the new one.

use crate::modules::basket::store::prices;
use crate::platform::broker::Subscription;
use crate::platform::culprits::{Apply, ApplyError};
use crate::platform::message::{Consumer, Message};
use futures::future::BoxFuture;
use pos_protocol::event::{PRICE_CHANGED, PriceChangedEvent};
use sqlx::PgConnection;

/// The consumer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChangedPrices;

impl Consumer for ChangedPrices {
    fn subscription(&self) -> Subscription {
        Subscription {
            queue: "basket.prices",
            kinds: &[PRICE_CHANGED],
        }
    }
}

impl Apply<Message> for ChangedPrices {
    fn apply<'a>(
        &'a self,
        tx: &'a mut PgConnection,
        messages: &'a [Message],
    ) -> BoxFuture<'a, Result<(), ApplyError>> {
        Box::pin(async move {
            let changed = messages
                .iter()
                .map(|message| message.event(PRICE_CHANGED))
                .collect::<Result<Vec<PriceChangedEvent>, _>>()?;
            Ok(prices::take(tx, &changed).await?)
        })
    }
}
