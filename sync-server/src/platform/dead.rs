//! Empties the broker's dead-letter queue into the parked messages. There a message keeps for ever, can be looked at
//! without being touched, and is replayed under one row's lock together with its audit.

use crate::platform::backoff::Backoff;
use crate::platform::broker::{self, BrokerError, DEAD};
use crate::platform::message::Message;
use crate::platform::parked;
use crate::platform::state::AppState;
use futures::StreamExt;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use tokio_util::sync::CancellationToken;

/// How many dead letters the broker sends ahead.
const PREFETCH: u16 = 20;

/// Works until `stop`; an away broker or Postgres is tried again.
pub async fn run(state: AppState, stop: CancellationToken) {
    let mut backoff = Backoff::default();
    while !stop.is_cancelled() {
        let Err(error) = session(&state, &stop, &mut backoff).await else {
            break;
        };
        tracing::warn!(%error, "the dead letters wait for the broker");
        pause(&mut backoff, &stop).await;
    }
}

/// One connection's worth; ends well only when asked to stop.
async fn session(
    state: &AppState,
    stop: &CancellationToken,
    backoff: &mut Backoff,
) -> Result<(), BrokerError> {
    let connection = state.broker.connect("evertill dead letters", &[]).await?;
    let channel = connection.create_channel().await?;
    channel
        .basic_qos(PREFETCH, BasicQosOptions::default())
        .await?;
    let mut deliveries = channel
        .basic_consume(
            DEAD.into(),
            DEAD.into(),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        )
        .await?;
    backoff.reset();
    loop {
        let delivery = tokio::select! {
            delivery = deliveries.next() => delivery.ok_or(BrokerError::Gone)??,
            () = stop.cancelled() => break,
        };
        // While Postgres is away the letter stays in hand; what is not acknowledged is delivered again.
        while let Err(error) = take_over(state, &delivery).await {
            tracing::warn!(%error, "a dead letter waits");
            pause(backoff, stop).await;
            if stop.is_cancelled() {
                return Ok(());
            }
        }
        delivery.acker.ack(BasicAckOptions::default()).await?;
    }
    broker::close(&connection).await;
    Ok(())
}

async fn take_over(state: &AppState, delivery: &Delivery) -> Result<(), sqlx::Error> {
    let (queue, reason) = death(delivery);
    let mut tx = state.db.begin().await?;
    parked::take_over(&mut tx, &queue, &Message::of(delivery), &reason).await?;
    tx.commit().await?;
    tracing::error!(queue, reason, "the broker gave a message up");
    Ok(())
}

/// Which queue the message was in, and why it was given up, as the broker wrote it into the headers.
fn death(delivery: &Delivery) -> (String, String) {
    let headers = delivery.properties.headers().as_ref();
    let newest = headers
        .and_then(|headers| headers.inner().get(&ShortString::from("x-death")))
        .and_then(AMQPValue::as_array)
        .and_then(|deaths| deaths.as_slice().first())
        .and_then(|death| match death {
            AMQPValue::FieldTable(table) => Some(table),
            _ => None,
        });
    let word = |name: &str| {
        let value = newest?.inner().get(&ShortString::from(name))?;
        value.as_long_string().map(ToString::to_string)
    };
    let queue = word("queue").unwrap_or_else(|| DEAD.to_owned());
    let reason = match word("reason").as_deref() {
        Some("delivery_limit") => {
            "it was delivered too often without being dealt with: the program that reads this queue stopped in the \
             middle of it again and again"
        }
        Some("rejected") => "whoever read it sent it away",
        Some("expired") => "nobody read it in time",
        Some("maxlen") => "the queue was full",
        _ => "the broker does not say why",
    };
    (queue, format!("The queue gave it up: {reason}."))
}

async fn pause(backoff: &mut Backoff, stop: &CancellationToken) {
    tokio::select! {
        () = tokio::time::sleep(backoff.wait()) => {}
        () = stop.cancelled() => {}
    }
}
