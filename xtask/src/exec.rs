//! Heavy commands are programs of their own: built here, then run in this very process, so that their signals and exit codes are ours.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::anyhow;

use crate::artifacts;
use crate::ending::Ending;
use crate::interrupt;

/// Builds a program and becomes it.
pub fn program(binary: &str, first: &[&str], rest: &[OsString]) -> Result<Ending, Ending> {
    interrupt::end_children_on_interrupt()?;
    let path = artifacts::build(binary, &[])?;
    // The replay starts and stops the real server: it is built here, where all programs are built alike.
    let server = if binary == "replay" {
        Some(artifacts::build("sync-server", &[])?)
    } else {
        None
    };
    interrupt::leave_children_alone();
    let mut command = Command::new(&path);
    command.args(first).args(rest);
    if let Some(server) = server {
        command.env("EVERTILL_SERVER_BIN", server);
    }
    let error = command.exec();
    Err(Ending::from(anyhow!(
        "{} can't be run: {error}",
        path.display()
    )))
}
