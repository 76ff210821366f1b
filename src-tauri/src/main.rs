//! Opens the register's window.

use clap::Parser;
use pos_desktop::arguments::Arguments;
use pos_desktop::window;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("EVERTILL_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match window::open(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("evertill-register: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
