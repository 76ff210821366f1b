//! The program behind `cargo xtask replay`: reads the arguments, says what came of it, ends with the code that scripts rely on.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use pos_replay::cli::{Arguments, Command, OfRun, RunArguments};
use pos_replay::error::ReplayError;
use pos_replay::layout::Layout;
use pos_replay::places::{Difference, Places};
use pos_replay::progress::say;
use pos_replay::run::Run;
use pos_replay::{interrupt, open, report, resend, run, verify};
use serde::Serialize;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = interrupt::listen().and_then(|()| match arguments.command {
        None => replay(arguments.run),
        Some(Command::Verify(of)) => verify_run(&of),
        Some(Command::Resend(of)) => resend_run(&of),
        Some(Command::Open(of)) => open_run(&of),
    });
    interrupt::before_the_end();
    let code = ended.unwrap_or_else(|error| {
        say(error.to_string());
        error.exit_code()
    });
    ExitCode::from(code)
}

fn replay(arguments: RunArguments) -> Result<u8, ReplayError> {
    let request = Run {
        file: arguments.file.unwrap_or_default(),
        registers: usize::from(arguments.registers),
        limit: arguments.limit_invoices.map(|limit| limit as usize),
        out: arguments.out,
    };
    let (layout, result) = run::run(&request)?;
    answer(&result, arguments.json.as_ref(), || {
        places(&result.places);
        differences(&result.differences);
        println!(
            "{} rows refused, {} price overrides, in {}",
            result.refused.total(),
            result.overrides,
            layout.dir().display()
        );
    })?;
    Ok(u8::from(!result.differences.is_empty()))
}

fn verify_run(of: &OfRun) -> Result<u8, ReplayError> {
    let result = verify::verify(&Layout::of_run(&of.run)?)?;
    answer(&result, of.json.as_ref(), || {
        places(&result.places);
        differences(&result.differences);
    })?;
    Ok(u8::from(!result.differences.is_empty()))
}

fn resend_run(of: &OfRun) -> Result<u8, ReplayError> {
    let result = resend::resend(&Layout::of_run(&of.run)?)?;
    answer(&result, of.json.as_ref(), || {
        println!(
            "{} entries sent again: {:?}; {} events published again",
            result.entries, result.verdicts, result.events
        );
        for table in &result.tables {
            let word = if table.unchanged {
                "unchanged"
            } else {
                "CHANGED"
            };
            println!(
                "{:<28} {:>9} rows {word}",
                table.before.table, table.before.rows
            );
        }
    })?;
    Ok(u8::from(!result.holds()))
}

fn open_run(of: &OfRun) -> Result<u8, ReplayError> {
    open::open(&Layout::of_run(&of.run)?, |result| {
        answer(result, of.json.as_ref(), || {
            println!("the URLs are in {}", result.env.display());
        })
    })?;
    Ok(interrupt::INTERRUPTED)
}

/// Writes the JSON where it was asked for, and the words to stdout unless that belongs to the JSON.
fn answer(
    result: &impl Serialize,
    json: Option<&PathBuf>,
    words: impl FnOnce(),
) -> Result<(), ReplayError> {
    if let Some(target) = json {
        report::write(result, target)?;
    }
    if json.map(PathBuf::as_path) != Some(Path::new("-")) {
        words();
    }
    Ok(())
}

fn places(places: &Places) {
    println!(
        "{:<10} {:>8} {:>9} {:>16} {:>14}   {:>8} {:>9} {:>14} {:>13}",
        "", "sales", "lines", "gross", "tax", "refunds", "lines", "gross", "tax"
    );
    let rows = [
        ("file", places.file),
        ("tills", places.tills),
        ("postgres", places.postgres),
        ("consumer", places.consumer),
    ];
    for (name, place) in rows {
        let (s, r) = (place.sales, place.refunds);
        println!(
            "{name:<10} {:>8} {:>9} {:>16} {:>14}   {:>8} {:>9} {:>14} {:>13}",
            s.orders,
            s.lines,
            pounds(s.gross),
            pounds(s.tax),
            r.orders,
            r.lines,
            pounds(r.gross),
            pounds(r.tax)
        );
    }
}

fn differences(differences: &[Difference]) {
    for difference in differences {
        println!("{difference}");
    }
    if differences.is_empty() {
        println!("no differences");
    }
}

fn pounds(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    format!(
        "{sign}{}.{:02}",
        pence.unsigned_abs() / 100,
        pence.unsigned_abs() % 100
    )
}
