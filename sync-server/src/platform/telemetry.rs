//! The log: one JSON object a line on stderr. No names, tokens or bodies are logged. And where traces go.

use crate::config::Settings;
use pos_traces::{Exporting, Traces};
use tracing_subscriber::EnvFilter;

/// Starts the log; `RUST_LOG` says how much.
pub fn start() {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,lapin=warn"));
    tracing_subscriber::fmt()
        .json()
        .with_span_list(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// Begins to send traces, if the settings say where to.
pub fn traces(settings: &Settings) -> Traces {
    Traces::start(&Exporting {
        endpoint: settings.otel_exporter_otlp_endpoint.clone(),
        protocol: settings.otel_exporter_otlp_protocol.clone(),
        service: settings.otel_service_name.clone(),
        version: env!("CARGO_PKG_VERSION"),
    })
}
