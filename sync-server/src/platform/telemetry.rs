//! The log: one JSON object a line on stderr. No names, tokens or bodies are logged.

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
