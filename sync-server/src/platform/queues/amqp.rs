//! Depths over AMQP: a passive declaration changes nothing and is answered with what waits and who reads.

use super::{Depth, Depths};
use crate::platform::broker::{Broker, BrokerError, Subscription};
use futures::future::BoxFuture;
use lapin::options::QueueDeclareOptions;
use lapin::types::FieldTable;
use lapin::{Channel, Connection};
use std::time::Duration;

/// How long one look may take.
const PATIENCE: Duration = Duration::from_secs(3);

pub(super) struct Amqp {
    broker: Broker,
    subscriptions: Vec<Subscription>,
    line: Option<(Connection, Channel)>,
}

impl Amqp {
    pub fn new(broker: Broker, subscriptions: Vec<Subscription>) -> Amqp {
        Amqp {
            broker,
            subscriptions,
            line: None,
        }
    }

    async fn look(&mut self) -> Result<Vec<Depth>, BrokerError> {
        let line = match self.line.take() {
            Some(line) if line.0.status().connected() => line,
            _ => {
                let connection = self
                    .broker
                    .connect("evertill admin", &self.subscriptions)
                    .await?;
                let channel = connection.create_channel().await?;
                (connection, channel)
            }
        };
        let passive = QueueDeclareOptions {
            passive: true,
            ..QueueDeclareOptions::durable()
        };
        let mut depths = Vec::with_capacity(self.subscriptions.len());
        for subscription in &self.subscriptions {
            let queue = line
                .1
                .queue_declare(subscription.queue.into(), passive, FieldTable::default())
                .await?;
            depths.push(Depth {
                ready: queue.message_count(),
                consumers: queue.consumer_count(),
            });
        }
        // Kept only when all went well: after an error the next look begins with a new line.
        self.line = Some(line);
        Ok(depths)
    }
}

impl Depths for Amqp {
    fn depths<'a>(&'a mut self) -> BoxFuture<'a, Result<Vec<Depth>, BrokerError>> {
        Box::pin(async move {
            let look = tokio::time::timeout(PATIENCE, self.look()).await;
            look.unwrap_or(Err(BrokerError::Silent))
        })
    }
}
