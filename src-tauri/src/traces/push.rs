//! The spans of entries on their way to the server: one for each basket of a push that was answered. One that nobody
//! answered is sent again, and that is its span: a day without a network is no day full of spans.

use pos_protocol::about::About;
use pos_protocol::sync::Fate;
use pos_till::sync::Pushed;
use pos_traces::{Span, SpanId, SpanKind, Traces};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A basket's part of a push.
#[derive(Default)]
struct Part {
    entries: i64,
    refused: i64,
    order: Option<Uuid>,
}

/// Hands in the spans of a push.
pub fn pushed(traces: &Traces, pushed: &Pushed<'_>) {
    let mut parts: BTreeMap<Uuid, Part> = BTreeMap::new();
    for (sealed, verdict) in pushed.entries.iter().zip(pushed.verdicts) {
        let Some(about) = About::of(&sealed.body) else {
            continue;
        };
        let part = parts.entry(about.basket).or_default();
        part.entries += 1;
        part.refused += i64::from(verdict.fate == Fate::Refused);
        part.order = part.order.or(about.completes());
    }
    for (basket, part) in parts {
        let (begun, answered) = (pushed.begun.into(), pushed.answered.into());
        let span = Span::of(basket, "push", begun, answered)
            .kind(SpanKind::Client)
            .with("evertill.entries", part.entries)
            .with("evertill.batch", pushed.entries.len() as i64);
        let span = match part.order {
            Some(order) => span.under(SpanId::pay(order)),
            None => span,
        };
        traces.record(match part.refused {
            0 => span,
            _ => span.failed("refused"),
        });
    }
}
