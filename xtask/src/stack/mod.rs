//! `cargo xtask stack`: services that stay, for people; data survives down and a reboot.

mod compose;
mod native;
mod report;
mod server;

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use crate::ending::Ending;
use crate::interrupt;
use report::Line;

pub use server::Server;

#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo xtask stack up\n  cargo xtask stack status --json -\n  cargo xtask stack reset --yes"
)]
pub struct StackArgs {
    #[command(subcommand)]
    action: Action,
    /// Native services from the private folder, or containers.
    #[arg(long, value_enum, default_value = "native", global = true)]
    mode: Mode,
    /// Writes the services as JSON, with their passwords; `-` is stdout.
    #[arg(long, global = true)]
    json: Option<PathBuf>,
}

#[derive(Clone, Copy, Subcommand, PartialEq, Eq)]
enum Action {
    /// Starts the services and the sync server; they stay when this command ends.
    Up,
    /// Stops them; their data stays.
    Down,
    /// Says which answer; 1 when one is down.
    Status,
    /// Stops them and deletes their data, after asking.
    Reset {
        /// Does not ask.
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
enum Mode {
    Native,
    Compose,
}

/// Runs one action.
pub fn run(args: &StackArgs) -> Result<Ending, Ending> {
    let begun = Instant::now();
    if let Action::Reset { yes } = args.action {
        confirm(yes)?;
    }
    interrupt::end_children_on_interrupt()?;
    let lines: Vec<Line> = match (args.mode, args.action) {
        (Mode::Native, Action::Up) => native::up()?,
        (Mode::Native, Action::Down) => native::down()?,
        (Mode::Native, Action::Status) => native::status()?,
        (Mode::Native, Action::Reset { .. }) => native::reset()?,
        (Mode::Compose, Action::Up) => compose::up()?,
        (Mode::Compose, Action::Down) => compose::down()?,
        (Mode::Compose, Action::Status) => compose::status()?,
        (Mode::Compose, Action::Reset { .. }) => compose::reset()?,
    };
    report::show(&lines, args.json.as_deref(), begun.elapsed())?;
    let wanted = matches!(args.action, Action::Up | Action::Status);
    Ok(if wanted && !lines.iter().all(|l| l.healthy) {
        Ending::wrong()
    } else {
        Ending::holds()
    })
}

fn confirm(yes: bool) -> Result<(), Ending> {
    if yes {
        return Ok(());
    }
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Err(Ending::usage(
            "reset deletes all data of this checkout's services: add --yes to do that without being asked",
        ));
    }
    eprint!("This deletes all data of this checkout's services. Type yes to go on: ");
    let mut answer = String::new();
    stdin
        .lock()
        .read_line(&mut answer)
        .context("reading the answer")?;
    if answer.trim() == "yes" {
        Ok(())
    } else {
        Err(Ending::usage("nothing was deleted"))
    }
}
