//! Checks that need no build of ours: format, spelling, licences.

use std::process::Command;

use super::bench::{Bench, watched};
use super::count::Count;
use super::tools::tool;
use crate::ending::Ending;
use crate::workspace;

const TYPOS: &str = "1.49.0";
const DENY: &str = "0.20.2";

/// rustfmt changes nothing.
pub fn format(bench: &Bench) -> Result<Count, Ending> {
    Ok(bench.check(workspace::cargo().args(["fmt", "--all", "--check"]))?)
}

/// No word is misspelt.
pub fn typos(bench: &Bench) -> Result<Count, Ending> {
    let typos = tool("typos-cli", "typos", TYPOS)?;
    Ok(bench.check(Command::new(typos).current_dir(workspace::root()))?)
}

/// Licences, sources and bans; known holes too, where their list can be had.
pub fn deny(bench: &Bench) -> Result<Count, Ending> {
    let deny = tool("cargo-deny", "cargo-deny", DENY)?;
    let mut count = Count::default();
    for check in ["bans", "licenses", "sources"] {
        count = count.and(
            bench.check(
                Command::new(&deny)
                    .args(["check", check])
                    .current_dir(workspace::root()),
            )?,
        );
    }
    let (output, holds) = watched(
        Command::new(&deny)
            .args(["check", "advisories"])
            .current_dir(workspace::root()),
    )?;
    if !holds && output.contains("failed to fetch advisory database") {
        // Never a green: what was not looked at is said at the end, beside the counts.
        bench.could_not_check("known holes of dependencies: their list can't be reached from here");
        return Ok(count);
    }
    Ok(count.and(Count::one(holds)))
}
