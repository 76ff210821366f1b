//! The arguments, as people and scripts type them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Rings real trading up on real tills while there is no server, drains it, and counts it in four places.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask replay",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Exit codes: 0 it holds, 1 the product is wrong, 2 usage or unreadable input, 3 something the machine lacks, 130 interrupted.\n\n\
                  Examples:\n  cargo xtask replay trade.csv.gz --registers 4 --out target/replay/trade --json -\n  \
                  cargo xtask replay verify --run target/replay/trade"
)]
pub struct Arguments {
    /// What to do with an earlier run.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What to replay.
    #[command(flatten)]
    pub run: RunArguments,
}

/// A new run.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// A .csv or .csv.gz file; - is CSV on stdin.
    #[arg(required = true, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// How many tills ring.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub registers: u8,
    /// Rings only the first K invoices of the file; the rest is read all the same.
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit_invoices: Option<u32>,
    /// The run's folder, empty or not there yet.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Also writes the result to F; - is stdout.
    #[arg(long, value_name = "F")]
    pub json: Option<PathBuf>,
}

/// What can be done with an earlier run.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Counts again in all four places; 1 names each invoice, place and difference.
    #[command(
        after_help = "Example:\n  cargo xtask replay verify --run target/replay/trade --json -"
    )]
    Verify(OfRun),
    /// Sends every entry and publishes every event again; 1 when any business row changes.
    #[command(after_help = "Example:\n  cargo xtask replay resend --run target/replay/trade")]
    Resend(OfRun),
    /// Brings its services and server up on the same ports until Ctrl-C.
    #[command(
        after_help = "Example:\n  cargo xtask replay open --run target/replay/trade\n  (DIR/env names the URLs)"
    )]
    Open(OfRun),
}

/// An earlier run.
#[derive(Debug, Args)]
pub struct OfRun {
    /// The run's folder.
    #[arg(long, value_name = "DIR")]
    pub run: PathBuf,
    /// Writes the result to F; - is stdout.
    #[arg(long, value_name = "F")]
    pub json: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_or_a_command() {
        let parse = |line: &str| Arguments::try_parse_from(line.split(' '));
        let run = parse("replay - --registers 2 --limit-invoices 5")
            .expect("a run")
            .run;
        assert_eq!(
            (run.file, run.registers, run.limit_invoices),
            (Some("-".into()), 2, Some(5))
        );
        let verify = parse("replay verify --run d --json -")
            .expect("a command")
            .command;
        assert!(matches!(
            verify,
            Some(Command::Verify(OfRun { json: Some(_), .. }))
        ));
        for wrong in [
            "replay",
            "replay f --registers 0",
            "replay f --limit-invoices 0",
            "replay verify",
            "replay f verify --run d",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
