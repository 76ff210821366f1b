//! The quorum queues of a baseline: declared before it, counted and deleted after it.

use lapin::options::{
    ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions, QueueDeleteOptions,
};
use lapin::types::{AMQPValue, FieldTable, LongString};
use lapin::{Channel, ExchangeKind};

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

/// Deletes them again, and answers how many messages each had.
pub async fn delete(channel: &Channel, name: &str, count: u32) -> lapin::Result<Vec<usize>> {
    let mut there = Vec::new();
    for number in 0..count {
        let queue = format!("{name}.{number}").into();
        let messages = channel
            .queue_delete(queue, QueueDeleteOptions::default())
            .await?;
        there.push(messages as usize);
    }
    Ok(there)
}
