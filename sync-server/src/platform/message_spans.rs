//! The spans of messages: published, and dealt with by each consumer. A message carries its own in the header
//! `traceparent`, outside the event, whose bytes stay as they were stored.

use crate::platform::message::Message;
use crate::platform::outbox::Outgoing;
use crate::platform::state::AppState;
use jiff::Timestamp;
use lapin::message::Delivery;
use lapin::types::{AMQPValue, FieldTable};
use pos_protocol::about::About;
use pos_traces::{Span, SpanId, SpanKind, TRACEPARENT, read_traceparent, traceparent};
use std::collections::HashMap;
use uuid::Uuid;

/// Events that are on their way to the broker, those of them that are about a basket.
pub(super) struct Sent {
    begun: Timestamp,
    about: HashMap<Uuid, About>,
}

impl Sent {
    /// What `events` are about; without traces nothing is looked at.
    pub(super) fn begin(state: &AppState, events: &[Outgoing]) -> Sent {
        let events = if state.traces.are_on() { events } else { &[] };
        let about = events
            .iter()
            .filter_map(|event| Some((event.id, About::of(&event.body)?)));
        Sent {
            begun: state.clock.now(),
            about: about.collect(),
        }
    }

    /// The headers of this message, if it is part of a trace.
    pub(super) fn headers(&self, message: Uuid) -> Option<FieldTable> {
        let about = self.about.get(&message)?;
        let value = traceparent(about.basket, SpanId::publish(message));
        let mut headers = FieldTable::default();
        headers.insert(TRACEPARENT.into(), AMQPValue::LongString(value.into()));
        Some(headers)
    }

    /// Hands in the spans of what the broker has got. What it hasn't is published again, and that is its span.
    pub(super) fn end(&self, state: &AppState, sent: &[Uuid]) {
        let ended = state.clock.now();
        for message in sent {
            let Some(about) = self.about.get(message) else {
                continue;
            };
            let (from, to) = (self.begun.into(), ended.into());
            let span = Span::of(about.basket, "publish", from, to)
                .known_as(SpanId::publish(*message))
                .kind(SpanKind::Producer)
                .with("messaging.system", "rabbitmq")
                .with("messaging.message.id", message.to_string())
                .with("evertill.kind", about.kind.clone());
            let ingest = about.order.map(SpanId::ingest);
            state.traces.record(match ingest {
                Some(ingest) => span.under(ingest),
                None => span,
            });
        }
    }
}

/// Hands in the spans of a batch that `consumer` has dealt with, but for messages that are part of no trace.
pub(super) fn dealt_with(
    state: &AppState,
    consumer: &'static str,
    batch: &[Delivery],
    begun: Timestamp,
    parked: &[Uuid],
) {
    if !state.traces.are_on() {
        return;
    }
    let ended = state.clock.now();
    for delivery in batch {
        let Some((basket, publish)) = parent(delivery) else {
            continue;
        };
        let message = Message::of(delivery).id;
        let name = format!("consume {consumer}");
        let span = Span::of(basket, name, begun.into(), ended.into())
            .under(publish)
            .kind(SpanKind::Consumer)
            .with("messaging.system", "rabbitmq")
            .with("messaging.message.id", message.to_string())
            .with("messaging.batch.message_count", batch.len() as i64);
        state.traces.record(match parked.contains(&message) {
            true => span.failed("parked"),
            false => span,
        });
    }
}

/// The trace and the span that the message names.
fn parent(delivery: &Delivery) -> Option<(Uuid, SpanId)> {
    let headers = delivery.properties.headers().as_ref()?;
    match headers.inner().get(TRACEPARENT)? {
        AMQPValue::LongString(text) => read_traceparent(std::str::from_utf8(text.as_bytes()).ok()?),
        _ => None,
    }
}
