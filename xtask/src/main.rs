//! `cargo xtask`: every command that people and scripts use on Evertill.

mod artifacts;
mod ending;
mod exec;
mod interrupt;
mod json;
mod package;
mod packages;
mod run;
mod screens;
mod stack;
mod test;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::ending::Ending;

/// The commands of Evertill.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    version,
    after_help = "Exit codes: 0 it holds, 1 the product is wrong, 2 usage or unreadable input, 3 something the machine lacks, 130 interrupted.\n\nExample:\n  cargo xtask test"
)]
struct Xtask {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Opens the register.
    Run(run::RunArgs),
    /// Packs the register as a .deb.
    Package(package::PackageArgs),
    /// Runs every check and test on services of its own.
    Test(test::TestArgs),
    /// Keeps services running for people: up, down, status, reset.
    Stack(stack::StackArgs),
    /// Replays a file of real trading through every real part and counts it in four places.
    #[command(
        after_help = "Examples:\n  cargo xtask replay trade.csv.gz --registers 4 --out target/replay\n  cargo xtask replay verify --run target/replay\n  cargo xtask replay resend --run target/replay\n  cargo xtask replay open --run target/replay"
    )]
    Replay(Passed),
    /// Computes golden cases of money in core, in a till and in the running server.
    #[command(after_help = "Example:\n  cargo xtask vectors crates/vectors/vectors/money.json")]
    Vectors(Passed),
    /// Checks the journal of one till.
    #[command(subcommand)]
    Journal(Journal),
    /// Breaks things on purpose and watches that nothing is lost.
    #[command(subcommand)]
    Torture(Torture),
    /// Times the path of a sale against the plainest fast code that does the same work in the same run.
    #[command(
        after_help = "Examples:\n  cargo xtask bench --row e\n  cargo xtask bench --check --json bench.json"
    )]
    Bench(AnyPassed),
}

#[derive(Subcommand)]
enum Journal {
    /// 0 when the chain and the signatures hold, else 1 with branch and seq.
    #[command(after_help = "Example:\n  cargo xtask journal verify target/replay/tills/1/till.db")]
    Verify(Passed),
}

#[derive(Subcommand)]
enum Torture {
    /// Simulates tills and a server over the pure functions alone, seed by seed.
    #[command(after_help = "Example:\n  cargo xtask torture sim --seeds 0..1000")]
    Sim(Passed),
}

/// Arguments that the program behind the command reads itself.
#[derive(Args)]
struct Passed {
    /// Passed on as they are.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    arguments: Vec<OsString>,
}

/// As [`Passed`], for a command that does something without arguments too.
#[derive(Args)]
struct AnyPassed {
    /// Passed on as they are.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

fn main() -> ExitCode {
    let ending = match Xtask::parse().command {
        Command::Run(args) => run::run(&args),
        Command::Package(args) => package::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Stack(args) => stack::run(&args),
        Command::Replay(passed) => exec::program("replay", &[], &passed.arguments),
        Command::Vectors(passed) => exec::program("vectors", &[], &passed.arguments),
        Command::Journal(Journal::Verify(passed)) => {
            exec::program("journal", &["verify"], &passed.arguments)
        }
        Command::Torture(Torture::Sim(passed)) => {
            exec::program("torture", &["sim"], &passed.arguments)
        }
        Command::Bench(passed) => exec::bench(&passed.arguments),
    };
    ending.unwrap_or_else(Ending::from).report()
}
