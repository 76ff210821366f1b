//! One thing that happened to a basket, from when to when, and how it came out.

use crate::ids::SpanId;
use opentelemetry::trace::{SpanContext, SpanKind, Status, TraceFlags, TraceState};
use opentelemetry::{InstrumentationScope, KeyValue, Value};
use opentelemetry_sdk::trace::SpanData;
use std::borrow::Cow;
use std::time::SystemTime;
use uuid::Uuid;

/// A span that has ended.
#[derive(Debug, Clone)]
pub struct Span {
    name: Cow<'static, str>,
    basket: Uuid,
    id: SpanId,
    parent: Option<SpanId>,
    kind: SpanKind,
    time: (SystemTime, SystemTime),
    attributes: Vec<KeyValue>,
    failed: Option<String>,
}

impl Span {
    /// The whole life of a basket: the root of its trace.
    pub fn life(basket: Uuid, from: SystemTime, to: SystemTime) -> Span {
        let name = Cow::Borrowed("basket");
        Span {
            parent: None,
            id: SpanId::basket(basket),
            ..Span::of(basket, name, from, to)
        }
    }

    /// Something that happened to `basket`, under the span of its life until [`Span::under`] says otherwise.
    pub fn of(
        basket: Uuid,
        name: impl Into<Cow<'static, str>>,
        from: SystemTime,
        to: SystemTime,
    ) -> Span {
        Span {
            name: name.into(),
            basket,
            id: SpanId::random(),
            parent: Some(SpanId::basket(basket)),
            kind: SpanKind::Internal,
            time: (from, to),
            attributes: Vec::new(),
            failed: None,
        }
    }

    /// With an id that others know.
    #[must_use]
    pub fn known_as(mut self, id: SpanId) -> Span {
        self.id = id;
        self
    }

    /// As the consequence of another span.
    #[must_use]
    pub fn under(mut self, parent: SpanId) -> Span {
        self.parent = Some(parent);
        self
    }

    /// On which side of what conversation.
    #[must_use]
    pub fn kind(mut self, kind: SpanKind) -> Span {
        self.kind = kind;
        self
    }

    /// With an id, a count, a kind or an outcome. Never with a name, a price or what somebody typed.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Value>) -> Span {
        self.attributes.push(KeyValue::new(key, value));
        self
    }

    /// As one that failed with this code.
    #[must_use]
    pub fn failed(mut self, code: impl Into<String>) -> Span {
        self.failed = Some(code.into());
        self
    }

    pub(crate) fn into_data(self, scope: InstrumentationScope) -> SpanData {
        let trace = self.basket.as_u128().into();
        let sampled = TraceFlags::SAMPLED;
        let remote = matches!(self.kind, SpanKind::Server | SpanKind::Consumer);
        let parent = self.parent.map(SpanId::to_wire);
        SpanData {
            span_context: SpanContext::new(
                trace,
                self.id.to_wire(),
                sampled,
                false,
                TraceState::NONE,
            ),
            parent_span_id: parent.unwrap_or(opentelemetry::trace::SpanId::INVALID),
            parent_span_is_remote: remote,
            span_kind: self.kind,
            name: self.name,
            start_time: self.time.0,
            // A clock that was set back meanwhile must not make a span of negative length.
            end_time: self.time.1.max(self.time.0),
            attributes: self.attributes,
            dropped_attributes_count: 0,
            events: Default::default(),
            links: Default::default(),
            status: self.failed.map_or(Status::Unset, Status::error),
            instrumentation_scope: scope,
        }
    }
}
