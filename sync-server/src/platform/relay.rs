//! Carries the outbox to the broker. An event counts as sent when the broker has confirmed it and not given it back;
//! anything else leaves it unsent, and consumers know a message that comes twice. Its order is promised to nobody.

use crate::platform::backoff::Backoff;
use crate::platform::broker::{self, BrokerError, Subscription};
use crate::platform::message_spans::Sent;
use crate::platform::metrics::Metrics;
use crate::platform::outbox::{self, Outgoing};
use crate::platform::resend;
use crate::platform::rush::Politeness;
use crate::platform::state::AppState;
use futures::future::try_join_all;
use futures::stream::{FuturesUnordered, StreamExt};
use lapin::options::BasicPublishOptions;
use lapin::{BasicProperties, Channel, Connection, PublisherConfirm};
use std::collections::HashSet;
use std::time::Duration;
use thiserror::Error;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// What the broker knows the relay's connection by.
pub const CONNECTION: &str = "evertill relay";
/// How many work side by side: while one waits for the broker's word and for the disk, the other publishes.
const SENDERS: usize = 2;
/// How many events each has in flight at once.
const IN_FLIGHT: usize = 256;
/// How long the broker may take to confirm them. Shorter than Postgres lets a transaction sit idle.
const CONFIRM_TIMEOUT: Duration = Duration::from_secs(4);
/// How often to look without being woken: another process may have put something in.
const POLL: Duration = Duration::from_secs(1);
/// AMQP's number for a message that outlives the broker's restart.
const PERSISTENT: u8 = 2;

#[derive(Debug, Error)]
enum RelayError {
    #[error(transparent)]
    Broker(#[from] BrokerError),
    #[error(transparent)]
    Postgres(#[from] sqlx::Error),
    #[error("the broker did not take {unsent} of {claimed} events")]
    NotTaken { unsent: usize, claimed: usize },
}

/// Works until `stop`; an away broker or Postgres is tried again.
pub async fn run(state: AppState, subscriptions: &[Subscription], stop: CancellationToken) {
    let backoff = Mutex::new(Backoff::default());
    while !stop.is_cancelled() {
        let Err(error) = session(&state, subscriptions, &stop, &backoff).await else {
            break;
        };
        let wait = backoff.lock().await.wait();
        tracing::warn!(%error, wait_ms = wait.as_millis() as u64, "the outbox waits");
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// One connection's worth; ends well only when asked to stop.
async fn session(
    state: &AppState,
    subscriptions: &[Subscription],
    stop: &CancellationToken,
    backoff: &Mutex<Backoff>,
) -> Result<(), RelayError> {
    let connection = state.broker.connect(CONNECTION, subscriptions).await?;
    let again = resend::resend_undealt(&state.db, subscriptions).await?;
    if again > 0 {
        tracing::warn!(
            events = again,
            "sent before and dealt with by nobody: they are sent again"
        );
    }
    try_join_all((0..SENDERS).map(|_| send(state, &connection, stop, backoff))).await?;
    broker::close(&connection).await;
    Ok(())
}

/// Sends what there is until `stop`, over a channel of its own: what the broker gives back is known to nobody else.
async fn send(
    state: &AppState,
    connection: &Connection,
    stop: &CancellationToken,
    backoff: &Mutex<Backoff>,
) -> Result<(), RelayError> {
    let channel = broker::confirming_channel(connection).await?;
    let mut polite = Politeness::towards(vec![state.door.clone()]);
    // At the consumers' door while more waits than was taken at once.
    let mut more = None;
    while !stop.is_cancelled() {
        tokio::select! {
            () = polite.lull() => {}
            () = stop.cancelled() => break,
        }
        let sent = send_some(state, &channel).await?;
        backoff.lock().await.reset();
        more = match sent < IN_FLIGHT {
            true => None,
            false => more.or_else(|| Some(state.outgoing.enter())),
        };
        if sent > 0 {
            continue;
        }
        tokio::select! {
            () = state.outbox_filled.notified() => {}
            () = tokio::time::sleep(POLL) => {}
            () = stop.cancelled() => {}
        }
        if !channel.status().connected() {
            return Err(RelayError::Broker(BrokerError::Gone));
        }
    }
    Ok(())
}

async fn send_some(state: &AppState, channel: &Channel) -> Result<usize, RelayError> {
    let mut tx = state.db.begin().await?;
    let claimed = outbox::claim(&mut tx, IN_FLIGHT as i64).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    let spans = Sent::begin(state, &claimed);
    let sent = publish(channel, &claimed, &spans, &state.metrics).await;
    outbox::mark_sent(&mut tx, &sent).await?;
    tx.commit().await?;
    spans.end(state, &sent);
    state.metrics.published.inc_by(sent.len() as u64);
    if sent.len() < claimed.len() {
        return Err(RelayError::NotTaken {
            unsent: claimed.len() - sent.len(),
            claimed: claimed.len(),
        });
    }
    Ok(sent.len())
}

/// Publishes all of `events` and answers with those that the broker has surely got.
async fn publish(
    channel: &Channel,
    events: &[Outgoing],
    spans: &Sent,
    metrics: &Metrics,
) -> Vec<Uuid> {
    let mut acked = Vec::with_capacity(events.len());
    let mut returned = HashSet::new();
    let all = async {
        let mut confirms = FuturesUnordered::new();
        for event in events {
            match publish_one(channel, event, spans).await {
                Ok(confirm) => confirms.push(async move { (event.id, confirm.await) }),
                Err(error) => {
                    tracing::debug!(%error, "publishing stopped");
                    break;
                }
            }
        }
        while let Some((id, confirmed)) = confirms.next().await {
            let Ok(word) = confirmed else { continue };
            if word.is_ack() {
                acked.push(id);
            }
            // An event that no queue wants is given back before it is confirmed. The library hands it over with
            // whichever confirmation comes next, so it is known by its own id.
            if let Some(message) = word.take_message() {
                metrics.returned.inc();
                returned.insert(message.properties.message_id().clone());
            }
        }
    };
    // What is not confirmed by then is unsent. If there was a return among it, whose return it was is not sure.
    if tokio::time::timeout(CONFIRM_TIMEOUT, all).await.is_err() && !returned.is_empty() {
        return Vec::new();
    }
    acked.retain(|id| !returned.contains(&Some(id.to_string().into())));
    acked
}

async fn publish_one(
    channel: &Channel,
    event: &Outgoing,
    spans: &Sent,
) -> Result<PublisherConfirm, lapin::Error> {
    let options = BasicPublishOptions {
        mandatory: true,
        ..BasicPublishOptions::default()
    };
    let mut properties = BasicProperties::default()
        .with_delivery_mode(PERSISTENT)
        .with_message_id(event.id.to_string().into())
        .with_type(event.kind.as_str().into())
        .with_content_type("application/cloudevents+json".into());
    if let Some(headers) = spans.headers(event.id) {
        properties = properties.with_headers(headers);
    }
    channel
        .basic_publish(
            broker::EXCHANGE.into(),
            event.kind.as_str().into(),
            options,
            event.body.as_bytes(),
            properties,
        )
        .await
}
