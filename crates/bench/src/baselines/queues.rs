//! The quorum queues of a baseline, and whoever takes messages from them.

use anyhow::Context;
use futures::StreamExt;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicQosOptions, ExchangeDeclareOptions,
    QueueBindOptions, QueueDeclareOptions, QueueDeleteOptions,
};
use lapin::types::{AMQPValue, FieldTable, LongString};
use lapin::{Channel, Connection, ExchangeKind};
use tokio::task::JoinHandle;

/// How many messages the broker sends ahead, and how many are acknowledged at once.
const PREFETCH: u16 = 200;
const BATCH: usize = 100;

/// Declares `count` queues that get all that is published to the exchange `name`.
pub async fn declare(channel: &Channel, name: &str, count: u32) -> lapin::Result<()> {
    let none = FieldTable::default;
    let durable = ExchangeDeclareOptions {
        durable: true,
        ..Default::default()
    };
    channel
        .exchange_declare(name.into(), ExchangeKind::Fanout, durable, none())
        .await?;
    for number in 0..count {
        let queue = format!("{name}.{number}");
        let mut quorum = none();
        quorum.insert(
            "x-queue-type".into(),
            AMQPValue::LongString(LongString::from("quorum")),
        );
        let (options, bind) = (QueueDeclareOptions::durable(), QueueBindOptions::default());
        channel
            .queue_declare(queue.as_str().into(), options, quorum)
            .await?;
        channel
            .queue_bind(queue.as_str().into(), name.into(), "".into(), bind, none())
            .await?;
    }
    Ok(())
}

/// Takes all `messages` from each of them, and acknowledges them by the hundred.
pub async fn consume(
    connection: &Connection,
    name: &str,
    count: u32,
    messages: usize,
) -> lapin::Result<Vec<JoinHandle<anyhow::Result<()>>>> {
    let mut consumers = Vec::new();
    for number in 0..count {
        let (queue, channel) = (
            format!("{name}.{number}"),
            connection.create_channel().await?,
        );
        channel
            .basic_qos(PREFETCH, BasicQosOptions::default())
            .await?;
        let (options, none) = (BasicConsumeOptions::default(), FieldTable::default());
        let mut deliveries = channel
            .basic_consume(queue.as_str().into(), queue.as_str().into(), options, none)
            .await?;
        consumers.push(tokio::spawn(async move {
            for taken in 1..=messages {
                let delivery = deliveries.next().await.context("no more deliveries")??;
                if taken % BATCH == 0 || taken == messages {
                    delivery
                        .acker
                        .ack(BasicAckOptions { multiple: true })
                        .await?;
                }
            }
            Ok(())
        }));
    }
    Ok(consumers)
}

/// Deletes them again.
pub async fn delete(channel: &Channel, name: &str, count: u32) -> lapin::Result<()> {
    for number in 0..count {
        let queue = format!("{name}.{number}").into();
        channel
            .queue_delete(queue, QueueDeleteOptions::default())
            .await?;
    }
    Ok(())
}
