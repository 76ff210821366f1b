//! The report as JSON, `evertill.torture.v1`.

use crate::days::{Range, Summary};
use serde::Serialize;
use std::collections::BTreeMap;

/// The report of a run of the simulation.
#[derive(Debug, Serialize)]
pub struct Report {
    schema: &'static str,
    version: &'static str,
    mode: &'static str,
    duration_ms: u64,
    seeds: String,
    commands: u64,
    fewest_commands: u64,
    failed: Vec<Failed>,
    faults: BTreeMap<&'static str, u64>,
    facts: Facts,
    oracle: BTreeMap<&'static str, String>,
}

#[derive(Debug, Serialize)]
struct Failed {
    seed: u64,
    command: String,
    checks: BTreeMap<&'static str, String>,
}

#[derive(Debug, Serialize)]
struct Facts {
    written: u64,
    held: u64,
    last_copy_destroyed: u64,
}

impl Report {
    /// The report of what `seeds` came to.
    pub fn of(seeds: Range, summary: &Summary, duration_ms: u64) -> Report {
        let failed = summary.failed.iter().map(|(seed, objections)| Failed {
            seed: *seed,
            command: reproduce(*seed),
            // Of each check the first objection: the others follow from it.
            checks: objections
                .iter()
                .rev()
                .map(|(check, what)| (*check, what.clone()))
                .collect(),
        });
        Report {
            schema: "evertill.torture.v1",
            version: env!("CARGO_PKG_VERSION"),
            mode: "sim",
            duration_ms,
            seeds: seeds.to_string(),
            commands: summary.commands,
            fewest_commands: summary.fewest_commands,
            failed: failed.collect(),
            faults: summary.faults.table(),
            facts: Facts {
                written: summary.facts.written,
                held: summary.facts.held,
                last_copy_destroyed: summary.facts.lost,
            },
            oracle: summary.oracle(),
        }
    }
}

/// The command that lives a day again.
pub fn reproduce(seed: u64) -> String {
    format!("cargo xtask torture sim --seeds {seed}..{}", seed + 1)
}
