//! What happened to a basket, as one trace: from the scan at a till to the consumer of its order, sent by OTLP.
//!
//! A basket's id is its trace id, and whatever has a name of its own (an order, a message) gives its span that name. So
//! till and server agree on who is whose parent, and nothing about traces is stored or sent with a fact. Spans carry ids,
//! kinds, counts and outcomes, and nobody's name.
#![deny(missing_docs)]

mod exporter;
mod ids;
mod span;

pub use exporter::{Exporting, Traces};
pub use ids::{SpanId, TRACEPARENT, read_traceparent, traceparent};
pub use opentelemetry::trace::SpanKind;
pub use span::Span;
