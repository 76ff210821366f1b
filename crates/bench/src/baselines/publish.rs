//! Messages that are known beforehand, published with lapin to quorum queues, so many in flight at once. Somebody takes
//! them from there at the same time, as in a shop.

use super::queues;
use anyhow::{Context, ensure};
use futures::stream::{FuturesUnordered, StreamExt};
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{BasicProperties, Connection, ConnectionProperties};
use std::time::Instant;

const NAME: &str = "bench.plain";
const PERSISTENT: u8 = 2;

/// Publishes `bodies` to as many queues as an order's event goes to; the seconds that it took.
pub async fn publish(
    url: &str,
    bodies: &[String],
    queues: u32,
    most: usize,
) -> anyhow::Result<f64> {
    let connection = Connection::connect(url, ConnectionProperties::default()).await?;
    let channel = connection.create_channel().await?;
    channel
        .confirm_select(ConfirmSelectOptions::default())
        .await?;
    queues::declare(&channel, NAME, queues).await?;
    let consumers = queues::consume(&connection, NAME, queues, bodies.len()).await?;
    let properties = BasicProperties::default().with_delivery_mode(PERSISTENT);
    let mandatory = BasicPublishOptions {
        mandatory: true,
        ..Default::default()
    };
    let begun = Instant::now();
    let mut waiting = FuturesUnordered::new();
    for body in bodies {
        if waiting.len() == most {
            confirmed(waiting.next().await)?;
        }
        let (name, body) = (NAME.into(), body.as_bytes());
        let sent = channel.basic_publish(name, "".into(), mandatory, body, properties.clone());
        waiting.push(sent.await?);
    }
    while let Some(word) = waiting.next().await {
        confirmed(Some(word))?;
    }
    let took = begun.elapsed().as_secs_f64();
    for consumer in consumers {
        consumer.await??;
    }
    queues::delete(&channel, NAME, queues).await?;
    connection.close(200, "done".into()).await?;
    Ok(took)
}

fn confirmed(word: Option<lapin::Result<lapin::Confirmation>>) -> anyhow::Result<()> {
    let word = word.context("nothing was in flight")??;
    ensure!(word.is_ack(), "the broker did not take a message");
    Ok(())
}
