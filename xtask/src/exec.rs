//! Heavy commands are programs of their own: built here, then run in this very process, so that their signals and exit codes are ours.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::anyhow;

use crate::artifacts;
use crate::ending::Ending;
use crate::interrupt;

/// Those that start and stop the real server. It is built here, where all programs are built alike.
const NEED_SERVER: [&str; 2] = ["replay", "vectors"];

/// Builds a program and becomes it.
pub fn program(binary: &str, first: &[&str], rest: &[OsString]) -> Result<Ending, Ending> {
    interrupt::end_children_on_interrupt()?;
    let path = artifacts::build(binary, &[])?;
    let mut command = Command::new(path);
    if NEED_SERVER.contains(&binary) {
        command.env("EVERTILL_SERVER_BIN", artifacts::build("sync-server", &[])?);
    }
    interrupt::leave_children_alone();
    let error = command.args(first).args(rest).exec();
    let path = command.get_program().display();
    Err(Ending::from(anyhow!("{path} can't be run: {error}")))
}
