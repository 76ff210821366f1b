//! Heavy commands are programs of their own: built here, then run in this very process, so that their signals and exit codes are ours.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::anyhow;

use crate::artifacts;
use crate::ending::Ending;
use crate::{interrupt, packages, run};

/// Names the server's program to the programs that start and stop it.
const SERVER: &str = "EVERTILL_SERVER_BIN";
/// Those that do. It is built here, where all programs are built alike.
const NEED_SERVER: [&str; 2] = ["replay", "vectors"];

/// Builds a program and becomes it.
pub fn program(binary: &str, first: &[&str], rest: &[OsString]) -> Result<Ending, Ending> {
    interrupt::end_children_on_interrupt()?;
    let mut command = Command::new(artifacts::build(binary, &[])?);
    if NEED_SERVER.contains(&binary) {
        command.env(SERVER, artifacts::build("sync-server", &[])?);
    }
    command.args(first).args(rest);
    become_it(command)
}

/// Builds the bench and what it measures, as a shop runs it, and becomes the bench.
pub fn bench(rest: &[OsString]) -> Result<Ending, Ending> {
    interrupt::end_children_on_interrupt()?;
    let mut command = Command::new(artifacts::build_release("bench", &[])?);
    command.env(SERVER, artifacts::build_release("sync-server", &[])?);
    if opens_windows(rest) {
        pos_stack::ensure_packages(&packages::DESKTOP)?;
        pos_stack::ensure_packages(&["xvfb"])?;
        command.env("EVERTILL_REGISTER_BIN", run::build_release()?);
        let shell = artifacts::build_release("empty-shell", &["pos-desktop/custom-protocol"])?;
        command.env("EVERTILL_EMPTY_SHELL_BIN", shell);
    }
    command.args(rest);
    become_it(command)
}

/// Whether the row of the windows is among those that are asked for. They take long to build.
fn opens_windows(rest: &[OsString]) -> bool {
    let named = rest.iter().position(|word| word == "--row");
    let named = named.and_then(|place| rest.get(place + 1));
    let equal = rest
        .iter()
        .find_map(|word| word.to_str()?.strip_prefix("--row="));
    let row = equal.or(named.and_then(|word| word.to_str()));
    row.is_none_or(|row| row == "h")
}

fn become_it(mut command: Command) -> Result<Ending, Ending> {
    interrupt::leave_children_alone();
    let error = command.exec();
    let path = command.get_program().display();
    Err(Ending::from(anyhow!("{path} can't be run: {error}")))
}
