//! The message broker, attached by its URL: connects when it is needed, declares what this program publishes to and
//! consumes from, and says whether it is there. The scheme chooses the adapter; `amqp` and `amqps` are RabbitMQ.

use lapin::options::{
    ConfirmSelectOptions, ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions,
};
use lapin::types::{AMQPValue, FieldTable, LongString};
use lapin::uri::AMQPUri;
use lapin::{Channel, Connection, ConnectionProperties, ExchangeKind};
use secrecy::{ExposeSecret, SecretString};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use thiserror::Error;

/// The topic exchange that every event goes through.
pub const EXCHANGE: &str = "evertill.events";
/// Where the broker's own backstop puts a message that was delivered too often: an exchange and its one queue.
pub const DEAD: &str = "evertill.dead";
/// How often the broker delivers a message before it gives up. RabbitMQ 4 has 20, and counts each lost connection as
/// a failed delivery of the whole prefetch window.
const DELIVERY_LIMIT: i32 = 1_000;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const GOODBYE_TIMEOUT: Duration = Duration::from_secs(1);
const HEARTBEAT_SECONDS: u16 = 10;
/// The longest frame, in bytes; an event of more goes in several. The library makes room for 32 of them each way and fills it
/// with zeros as it connects: with the broker's 128 KiB that is 8 MiB for each connection.
const FRAME_BYTES: u32 = 16 * 1024;

/// Why there is no broker.
#[derive(Debug, Error)]
pub enum BrokerError {
    /// The URL names no broker that this program knows.
    #[error("BROKER_URL is not an amqp:// or amqps:// URL: {0}")]
    Url(String),
    /// It did not answer in time.
    #[error("the broker did not answer within {} s", CONNECT_TIMEOUT.as_secs())]
    Silent,
    /// A connection that stood has ended.
    #[error("the broker has gone")]
    Gone,
    /// It answered with an error, or went away.
    #[error("the broker failed: {0}")]
    Failed(#[from] lapin::Error),
}

/// A durable queue and the events that it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subscription {
    /// The queue, which is also the consumer's name.
    pub queue: &'static str,
    /// The event types.
    pub kinds: &'static [&'static str],
}

/// The broker. Making one does no I/O; clones are the same broker.
#[derive(Debug, Clone)]
pub struct Broker {
    url: SecretString,
    /// The connections that stood when the newest of them was made.
    made: Arc<Mutex<Vec<lapin::ConnectionStatus>>>,
}

impl Broker {
    /// The broker at `url`.
    pub fn new(url: SecretString) -> Broker {
        Broker {
            url,
            made: Arc::default(),
        }
    }

    /// Whether any connection stands. The relay always has one, or tries to; one consumer that is about to connect
    /// anew says nothing about the broker.
    pub async fn is_up(&self) -> bool {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.iter().any(lapin::ConnectionStatus::connected)
    }

    /// A new connection, with the queues of `subscriptions` in their place.
    pub async fn connect(
        &self,
        name: &str,
        subscriptions: &[Subscription],
    ) -> Result<Connection, BrokerError> {
        let mut uri: AMQPUri = self.url.expose_secret().parse().map_err(BrokerError::Url)?;
        uri.query.heartbeat.get_or_insert(HEARTBEAT_SECONDS);
        uri.query.frame_max.get_or_insert(FRAME_BYTES);
        let opening = async {
            let properties = ConnectionProperties::default().with_connection_name(name.into());
            let connection = Connection::connect_uri(uri, properties).await?;
            let channel = connection.create_channel().await?;
            declare(&channel, subscriptions).await?;
            channel.close(200, "declared".into()).await?;
            Ok::<_, lapin::Error>(connection)
        };
        let connection = tokio::time::timeout(CONNECT_TIMEOUT, opening)
            .await
            .map_err(|_| BrokerError::Silent)??;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.retain(lapin::ConnectionStatus::connected);
        made.push(connection.status().clone());
        drop(made);
        Ok(connection)
    }
}

/// Says goodbye; the broker notices by itself that we have gone, if it doesn't answer.
pub async fn close(connection: &Connection) {
    let goodbye = connection.close(200, "stopping".into());
    let _ = tokio::time::timeout(GOODBYE_TIMEOUT, goodbye).await;
}

/// Declares what the definitions file of the deployment declares too, with the same arguments.
async fn declare(channel: &Channel, subscriptions: &[Subscription]) -> Result<(), lapin::Error> {
    let durable = ExchangeDeclareOptions {
        durable: true,
        ..ExchangeDeclareOptions::default()
    };
    let none = FieldTable::default;
    for (name, kind) in [
        (EXCHANGE, ExchangeKind::Topic),
        (DEAD, ExchangeKind::Fanout),
    ] {
        channel
            .exchange_declare(name.into(), kind, durable, none())
            .await?;
    }
    let queue = QueueDeclareOptions::durable();
    channel
        .queue_declare(DEAD.into(), queue, quorum([]))
        .await?;
    let bind = QueueBindOptions::default;
    channel
        .queue_bind(DEAD.into(), DEAD.into(), "".into(), bind(), none())
        .await?;
    for subscription in subscriptions {
        let name = || subscription.queue.into();
        let arguments = quorum([
            ("x-delivery-limit", AMQPValue::LongInt(DELIVERY_LIMIT)),
            ("x-dead-letter-exchange", text(DEAD)),
            ("x-dead-letter-strategy", text("at-least-once")),
            ("x-overflow", text("reject-publish")),
        ]);
        channel.queue_declare(name(), queue, arguments).await?;
        for kind in subscription.kinds {
            channel
                .queue_bind(name(), EXCHANGE.into(), (*kind).into(), bind(), none())
                .await?;
        }
    }
    Ok(())
}

/// A channel on which every message is confirmed.
pub async fn confirming_channel(connection: &Connection) -> Result<Channel, BrokerError> {
    let channel = connection.create_channel().await?;
    channel
        .confirm_select(ConfirmSelectOptions::default())
        .await?;
    Ok(channel)
}

fn quorum<const N: usize>(more: [(&str, AMQPValue); N]) -> FieldTable {
    let mut arguments = FieldTable::default();
    arguments.insert("x-queue-type".into(), text("quorum"));
    for (name, value) in more {
        arguments.insert(name.into(), value);
    }
    arguments
}

fn text(value: &str) -> AMQPValue {
    AMQPValue::LongString(LongString::from(value))
}
