//! The spans of entries that were taken in, each in the trace of its basket.

use crate::platform::state::AppState;
use crate::sync::read::Delivered;
use crate::sync::rows;
use jiff::Timestamp;
use pos_protocol::about::About;
use pos_protocol::codes::Code;
use pos_protocol::sync::{Fate, Verdict};
use pos_traces::{Span, SpanId, SpanKind};

/// Hands in a span for each entry of a push that is about a basket.
pub(super) fn taken_in(
    state: &AppState,
    begun: Timestamp,
    batch: &[Delivered],
    verdicts: &[Verdict],
) {
    if !state.traces.are_on() {
        return;
    }
    let ended = state.clock.now();
    for (Delivered { sealed, .. }, verdict) in batch.iter().zip(verdicts) {
        let Some(about) = About::of(&sealed.body) else {
            continue;
        };
        let (from, to) = (begun.into(), ended.into());
        let mut span = Span::of(about.basket, "ingest", from, to)
            .kind(SpanKind::Server)
            .with("evertill.kind", about.kind.clone())
            .with("evertill.entry", sealed.hash.to_string())
            .with("evertill.fate", rows::fate_text(verdict.fate))
            .with("evertill.batch", batch.len() as i64);
        if let Some(order) = about.completes() {
            span = span.under(SpanId::pay(order));
            // Only what books the order has its messages beneath it; the same bytes again are another span.
            if verdict.fate == Fate::Accepted {
                span = span.known_as(SpanId::ingest(order));
            }
        }
        state.traces.record(match verdict.fate {
            Fate::Refused | Fate::Quarantined => {
                span.failed(verdict.code.map_or("no code", Code::as_str))
            }
            _ => span,
        });
    }
}
