//! The program behind `cargo xtask vectors`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use pos_replay::error::ReplayError;
use pos_replay::progress::say;
use pos_replay::{interrupt, report};
use pos_vectors::run;

/// Computes golden cases of money in core, in a till and in the running server, and names every figure that differs.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask vectors",
    version,
    after_help = "Exit codes: 0 every figure agrees, 1 one differs, 2 unreadable input, 3 something the machine lacks, 130 interrupted.\n\nExample:\n  cargo xtask vectors crates/vectors/vectors/money.json"
)]
struct Arguments {
    /// A file of schema evertill.vectors.v1.
    file: PathBuf,
    /// Also writes the result to F; - is stdout.
    #[arg(long, value_name = "F")]
    json: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = interrupt::listen().and_then(|()| vectors(&arguments));
    interrupt::before_the_end();
    let code = ended.unwrap_or_else(|error| {
        say(error.to_string());
        error.exit_code()
    });
    ExitCode::from(code)
}

fn vectors(arguments: &Arguments) -> Result<u8, ReplayError> {
    let text = run::text_of(&arguments.file)?;
    let scratch = run::scratch()?;
    let found = run::run(&text, &scratch.path().join("run"))?;
    if let Some(target) = &arguments.json {
        report::write(&found, target)?;
    }
    if arguments.json.as_deref() != Some(Path::new("-")) {
        for difference in &found.differences {
            println!(
                "{}: {}: {} is {}, the file says {}",
                difference.case,
                difference.place,
                difference.field,
                difference.got,
                difference.want
            );
        }
        let (core, till, server) = (
            found.computed.core,
            found.computed.till,
            found.computed.server,
        );
        println!(
            "{} cases, computed in core {core}, in tills {till}, on the server {server}: {} differences",
            found.cases,
            found.differences.len()
        );
    }
    Ok(u8::from(!found.differences.is_empty()))
}
