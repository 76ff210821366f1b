//! The arguments, as people and scripts type them, and the exit codes.

use crate::report::Report;
use crate::rows::{Bench, ROWS};
use crate::worker::{self, Work};
use clap::Parser;
use pos_replay::error::ReplayError;
use pos_replay::interrupt;
use pos_replay::progress::say;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Times the path of a sale against the plainest fast code that does the same work in the same run.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask bench",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 measured (with --check: every bar met), 1 a bar missed with --check or the product is wrong, 2 usage, 3 something the machine lacks, 130 interrupted.\n\nExamples:\n  cargo xtask bench --row e\n  cargo xtask bench --check --json bench.json"
)]
struct Arguments {
    /// One row only, by its letter.
    #[arg(long, value_parser = letter)]
    row: Option<char>,
    /// How often each side is measured; rows b, c, g and i three times as often.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=99))]
    runs: u16,
    /// A tenth of the work, once: to see that it runs, not to judge by.
    #[arg(long)]
    quick: bool,
    /// Ends with 1 when a bar is missed.
    #[arg(long)]
    check: bool,
    /// Also writes the result to F; - is stdout.
    #[arg(long, value_name = "F")]
    json: Option<PathBuf>,
    #[command(subcommand)]
    work: Option<Work>,
}

fn letter(text: &str) -> Result<char, String> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if ROWS.iter().any(|row| row.letter == letter) => Ok(letter),
        _ => {
            let known: Vec<String> = ROWS.iter().map(|row| row.letter.to_string()).collect();
            Err(format!("name one of {}", known.join(", ")))
        }
    }
}

/// Reads the arguments, measures and reports.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(work) = &arguments.work {
        return worker::run(work).map_or_else(
            |error| {
                say(format!("{error:#}"));
                ExitCode::FAILURE
            },
            |()| ExitCode::SUCCESS,
        );
    }
    let ended = interrupt::listen()
        .map_err(anyhow::Error::from)
        .and_then(|()| measure(&arguments));
    interrupt::before_the_end();
    let code = ended.unwrap_or_else(|error| {
        say(format!("{error:#}"));
        error
            .downcast_ref::<ReplayError>()
            .map_or(1, ReplayError::exit_code)
    });
    ExitCode::from(code)
}

fn measure(arguments: &Arguments) -> anyhow::Result<u8> {
    let mut bench = Bench::new(arguments.runs, arguments.quick)?;
    let (mut report, target) = (Report::begin(arguments.quick), arguments.json.as_deref());
    let chosen = ROWS
        .iter()
        .filter(|row| arguments.row.is_none_or(|letter| letter == row.letter));
    for row in chosen {
        say(format!("{}: {}. {}", row.letter, row.work, row.meaning));
        let figures = (row.measure)(&mut bench)?;
        figures.iter().for_each(|figure| say(figure.line()));
        if let Some(why) = row
            .missed
            .filter(|_| figures.iter().any(|figure| !figure.met))
        {
            say(why);
        }
        report.rows.extend(figures);
        report.versions.append(&mut bench.versions()?);
        // A run that is cut short keeps what it has measured.
        report.end(target.filter(|target| *target != Path::new("-")))?;
    }
    report.end(target)?;
    Ok(u8::from(arguments.check && !report.holds()))
}
