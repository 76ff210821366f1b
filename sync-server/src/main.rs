//! The program: serves, migrates, imports.

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;
use sync_server::cli::{self, Arguments};
use sync_server::platform::telemetry;

/// A tenth more orders in the same time than with the system's (ADR 35).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    telemetry::start();
    // It would take memory two megabytes at a time, twice as much of it for the same orders, no faster (ADR 35).
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::debug!(%error, "the system gives huge pages");
    }
    match cli::run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("sync-server: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
