//! Heavy commands are programs of their own: built here, then run in this very process, so that their signals and exit codes are ours.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::anyhow;

use crate::artifacts;
use crate::ending::Ending;
use crate::interrupt;

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
    command.args(rest);
    become_it(command)
}

fn become_it(mut command: Command) -> Result<Ending, Ending> {
    interrupt::leave_children_alone();
    let error = command.exec();
    let path = command.get_program().display();
    Err(Ending::from(anyhow!("{path} can't be run: {error}")))
}
