//! Sends ended spans to a collector, from a thread of its own. Whoever ends a span never waits: what doesn't fit into the
//! queue, or can't be delivered, is dropped.

use crate::span::Span;
use opentelemetry::InstrumentationScope;
use opentelemetry_otlp::{
    ExporterBuildError, Protocol, RetryPolicy, SpanExporter, WithExportConfig, WithHttpConfig,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{BatchSpanProcessor, SpanProcessor};
use std::sync::Arc;
use std::time::Duration;

/// How long a program that ends waits for what is still in the queue.
const STOP: Duration = Duration::from_secs(1);

/// Where spans go, and in whose name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exporting {
    /// The collector's base address, such as `http://127.0.0.1:4318`; empty for no traces at all.
    pub endpoint: String,
    /// `http/protobuf`, or `http/json`; anything else is taken as `http/protobuf`.
    pub protocol: String,
    /// The service's name.
    pub service: String,
    /// The program's version.
    pub version: &'static str,
}

impl Exporting {
    /// What the standard variables of the environment say; `service` is the name where they give none.
    pub fn from_env(service: &str, version: &'static str) -> Exporting {
        let named = |name: &str| std::env::var(name).unwrap_or_default();
        let name = named("OTEL_SERVICE_NAME");
        Exporting {
            endpoint: named("OTEL_EXPORTER_OTLP_ENDPOINT"),
            protocol: named("OTEL_EXPORTER_OTLP_PROTOCOL"),
            service: if name.is_empty() {
                service.to_owned()
            } else {
                name
            },
            version,
        }
    }
}

/// Where ended spans are handed in. Cloning is cheap; the default takes none.
#[derive(Clone, Default)]
pub struct Traces(Option<Arc<Sender>>);

struct Sender {
    processor: BatchSpanProcessor,
    scope: InstrumentationScope,
}

impl Traces {
    /// Begins to send. Without an endpoint, or with one that is no address, nothing is sent; the log names the latter.
    pub fn start(exporting: &Exporting) -> Traces {
        if exporting.endpoint.trim().is_empty() {
            return Traces::default();
        }
        match sender(exporting) {
            Ok(sender) => Traces(Some(Arc::new(sender))),
            Err(error) => {
                tracing::warn!(%error, "no traces are sent");
                Traces::default()
            }
        }
    }

    /// Whether spans go anywhere: what is only for them need not be worked out otherwise.
    pub fn are_on(&self) -> bool {
        self.0.is_some()
    }

    /// Hands a span in.
    pub fn record(&self, span: Span) {
        if let Some(sender) = &self.0 {
            sender
                .processor
                .on_end(span.into_data(sender.scope.clone()));
        }
    }

    /// Sends what is in the queue and ends; after a second it ends all the same. It blocks that long at most.
    pub fn stop(&self) {
        if let Some(sender) = &self.0 {
            // What could not be sent is lost, as it would have been a moment earlier.
            let _ = sender.processor.shutdown_with_timeout(STOP);
        }
    }
}

fn sender(exporting: &Exporting) -> Result<Sender, ExporterBuildError> {
    let protocol = match exporting.protocol.as_str() {
        "http/json" => Protocol::HttpJson,
        _ => Protocol::HttpBinary,
    };
    let exporter = SpanExporter::builder()
        .with_http()
        .with_endpoint(format!(
            "{}/v1/traces",
            exporting.endpoint.trim().trim_end_matches('/')
        ))
        .with_protocol(protocol)
        // The next spans are worth more than those that a collector didn't take.
        .with_retry_policy(RetryPolicy::disabled())
        .build()?;
    let mut processor = BatchSpanProcessor::builder(exporter).build();
    let resource = Resource::builder()
        .with_service_name(exporting.service.clone())
        .with_attribute(opentelemetry::KeyValue::new(
            "service.version",
            exporting.version,
        ));
    processor.set_resource(&resource.build());
    let scope = InstrumentationScope::builder("evertill").with_version(exporting.version);
    Ok(Sender {
        processor,
        scope: scope.build(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::time::{Instant, SystemTime};
    use uuid::Uuid;

    fn exporting(endpoint: &str) -> Exporting {
        Exporting {
            endpoint: endpoint.to_owned(),
            protocol: "http/json".to_owned(),
            service: "test".to_owned(),
            version: "0",
        }
    }

    fn span() -> Span {
        let at = SystemTime::UNIX_EPOCH;
        Span::of(Uuid::from_u128(1), "scan", at, at)
    }

    #[test]
    fn without_an_address_nothing_runs() {
        assert!(!Traces::start(&exporting(" ")).are_on());
        assert!(!Traces::start(&exporting("no address")).are_on());
        Traces::default().record(span());
        Traces::default().stop();
    }

    #[test]
    fn a_collector_that_is_away_or_never_answers_costs_nobody_time() {
        let closed = TcpListener::bind("127.0.0.1:0").unwrap();
        let away = format!("http://{}", closed.local_addr().unwrap());
        drop(closed);
        // It takes connections and says nothing.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let mute = format!("http://{}", silent.local_addr().unwrap());
        for endpoint in [away, mute] {
            let traces = Traces::start(&exporting(&endpoint));
            assert!(traces.are_on());
            let begun = Instant::now();
            // Twice what the queue holds, so that some are dropped.
            (0..5_000).for_each(|_| traces.record(span()));
            let recorded = begun.elapsed();
            traces.stop();
            let stopped = begun.elapsed() - recorded;
            assert!(recorded < STOP, "{endpoint}: {recorded:?}");
            assert!(stopped < STOP * 2, "{endpoint}: {stopped:?}");
        }
    }
}
