//! Takes messages from a queue and has a module deal with them: inbox, effect and parked messages in one transaction,
//! then the acknowledgement. While Postgres is away the consumer pauses with the messages in hand; nothing is requeued.

use crate::platform::backoff::Backoff;
use crate::platform::broker::{self, BrokerError};
use crate::platform::culprits::apply_all_but_culprits;
use crate::platform::message::{Consumer, Message};
use crate::platform::message_spans::dealt_with;
use crate::platform::rush::Politeness;
use crate::platform::state::AppState;
use crate::platform::{inbox, parked};
use futures::StreamExt;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::FieldTable;
use sqlx::PgPool;
use std::collections::HashSet;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The most messages of one transaction.
const BATCH: usize = 500;
/// How long a message waits for others to share its transaction with: at a busy hour an order then costs the disk a
/// fraction of a commit at each consumer, and an order after which nobody comes is in the books a moment later.
const GATHER: Duration = Duration::from_millis(200);
/// How many messages the broker sends ahead.
const PREFETCH: u16 = 1_000;

/// Consumes until `stop`; an away broker or Postgres is tried again.
pub async fn run(state: AppState, consumer: &dyn Consumer, stop: CancellationToken) {
    let mut backoff = Backoff::default();
    let name = consumer.subscription().queue;
    while !stop.is_cancelled() {
        let Err(error) = session(&state, consumer, &stop, &mut backoff).await else {
            break;
        };
        let wait = backoff.wait();
        tracing::warn!(consumer = name, %error, "the consumer waits for the broker");
        pause(wait, &stop).await;
    }
}

/// One connection's worth; ends well only when asked to stop.
async fn session(
    state: &AppState,
    consumer: &dyn Consumer,
    stop: &CancellationToken,
    backoff: &mut Backoff,
) -> Result<(), BrokerError> {
    let subscription = consumer.subscription();
    let connection = state
        .broker
        .connect(subscription.queue, &[subscription])
        .await?;
    let channel = connection.create_channel().await?;
    channel
        .basic_qos(PREFETCH, BasicQosOptions::default())
        .await?;
    let mut deliveries = channel
        .basic_consume(
            subscription.queue.into(),
            subscription.queue.into(),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        )
        .await?;
    let mut polite = Politeness::towards(vec![state.door.clone(), state.outgoing.clone()]);
    loop {
        let first = tokio::select! {
            delivery = deliveries.next() => delivery.ok_or(BrokerError::Gone)??,
            () = stop.cancelled() => break,
        };
        tokio::select! {
            () = polite.lull() => {}
            () = stop.cancelled() => break,
        }
        let (mut batch, full) = (vec![first], Instant::now() + GATHER);
        while batch.len() < BATCH
            && let Ok(next) = timeout_at(full, deliveries.next()).await
        {
            batch.push(next.ok_or(BrokerError::Gone)??);
        }
        if !deal_until_done(state, consumer, &batch, stop).await {
            break;
        }
        backoff.reset();
        if let Some(last) = batch.last() {
            // All before it were dealt with too.
            last.acker.ack(BasicAckOptions { multiple: true }).await?;
        }
    }
    broker::close(&connection).await;
    Ok(())
}

/// Whether the messages were dealt with; not if asked to stop before Postgres was there.
async fn deal_until_done(
    state: &AppState,
    consumer: &dyn Consumer,
    batch: &[Delivery],
    stop: &CancellationToken,
) -> bool {
    let begun = state.clock.now();
    let messages: Vec<Message> = batch.iter().map(Message::of).collect();
    let name = consumer.subscription().queue;
    let mut backoff = Backoff::default();
    loop {
        match deal(&state.db, consumer, &messages).await {
            Ok(dealt) => {
                state
                    .metrics
                    .consumed(name, dealt.new, dealt.parked.len() as u64);
                dealt_with(state, name, batch, begun, &dealt.parked);
                return true;
            }
            Err(error) => {
                tracing::warn!(consumer = name, %error, "the consumer pauses");
                pause(backoff.wait(), stop).await;
            }
        }
        if stop.is_cancelled() {
            return false;
        }
    }
}

/// What one transaction of a consumer did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dealt {
    /// Messages that it had not dealt with before.
    pub new: u64,
    /// The ids of those of them that were parked.
    pub parked: Vec<Uuid>,
}

/// Deals with messages in one transaction: each that is new has its effect or is parked with the reason.
pub async fn deal(
    pool: &PgPool,
    consumer: &dyn Consumer,
    messages: &[Message],
) -> Result<Dealt, sqlx::Error> {
    let name = consumer.subscription().queue;
    let mut tx = pool.begin().await?;
    let ids: Vec<Uuid> = messages.iter().map(|message| message.id).collect();
    let first_seen = inbox::first_seen(&mut tx, name, &ids).await?;
    let mut fresh: HashSet<Uuid> = first_seen.iter().map(|message| message.id).collect();
    let mut strays: HashSet<Uuid> = first_seen
        .iter()
        .filter(|m| !m.known)
        .map(|m| m.id)
        .collect();
    let new: Vec<Message> = messages
        .iter()
        .filter(|message| fresh.remove(&message.id))
        .cloned()
        .collect();
    let culprits = apply_all_but_culprits(&mut tx, consumer, &new).await?;
    for culprit in &culprits {
        let message = &new[culprit.index];
        parked::park(&mut tx, name, message, &culprit.reason).await?;
        strays.remove(&message.id);
    }
    if !strays.is_empty() {
        inbox::forget(&mut tx, name, &Vec::from_iter(strays)).await?;
    }
    tx.commit().await?;
    for culprit in &culprits {
        let message = new[culprit.index].id;
        tracing::error!(consumer = name, %message, reason = culprit.reason, "a message was parked");
    }
    Ok(Dealt {
        new: new.len() as u64,
        parked: culprits
            .iter()
            .map(|culprit| new[culprit.index].id)
            .collect(),
    })
}

async fn pause(wait: Duration, stop: &CancellationToken) {
    tokio::select! {
        () = tokio::time::sleep(wait) => {}
        () = stop.cancelled() => {}
    }
}
