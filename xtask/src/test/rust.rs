//! The Rust suites: lints, tests, generated bindings, the simulation.

use std::process::Command;

use serde_json::Value;

use super::bench::{Bench, watched};
use super::count::Count;
use crate::ending::Ending;
use crate::{artifacts, screens, workspace};

/// The register is always built as it is opened, so that one build serves lints, tests and the window.
pub(super) const AS_OPENED: [&str; 2] = ["--features", "pos-desktop/custom-protocol"];

/// No warning in any Rust file.
pub fn clippy(bench: &Bench) -> Result<Count, Ending> {
    // The built screens lie inside the desktop, which is part of the workspace.
    screens::build()?;
    let mut cargo = workspace::cargo();
    cargo
        .args(["clippy", "--workspace", "--all-targets"])
        .args(AS_OPENED)
        .args(["--", "-D", "warnings"]);
    Ok(bench.check(&mut cargo)?)
}

/// Every test of every crate, the desktop's included.
pub fn tests(bench: &Bench) -> Result<Count, Ending> {
    screens::build()?;
    let built = bench.check(
        workspace::cargo()
            .args(["test", "--workspace", "--no-run"])
            .args(AS_OPENED),
    )?;
    if built.failed > 0 {
        return Ok(built);
    }
    let mut cargo = workspace::cargo();
    cargo
        .args(["test", "--workspace", "--no-fail-fast"])
        .args(AS_OPENED)
        .envs(bench.services()?.env())
        .env("EVERTILL_SERVER_BIN", artifacts::build("sync-server", &[])?);
    Ok(bench.counted(&mut cargo)?)
}

/// Tills, a server and everything that can go wrong between them, seed by seed.
pub fn simulation(bench: &Bench) -> Result<Count, Ending> {
    let torture = artifacts::build("torture", &[])?;
    let result = bench.scratch.join("simulation.json");
    let mut command = Command::new(torture);
    command
        .args(["sim", "--seeds", "0..1000", "--json"])
        .arg(&result);
    let (output, succeeded) = watched(command.current_dir(&bench.scratch))?;
    bench.name_failing(&output);
    let told = pos_stack::read_json(&result)?.unwrap_or_default();
    Ok(Count::of_program(seeds(&told), succeeded))
}

/// Every seed is a test of its own, and so is that no kind of fault was left out.
fn seeds(told: &Value) -> Option<Count> {
    let (first, end) = told["seeds"].as_str()?.split_once("..")?;
    let all = end.parse::<u64>().ok()?.checked_sub(first.parse().ok()?)?;
    let failed = u64::try_from(told["failed"].as_array()?.len()).ok()?;
    let passed = all.checked_sub(failed)?;
    let faults = told["faults"].as_object()?;
    let every_kind = !faults.is_empty() && faults.values().all(|n| n.as_u64() > Some(0));
    let lived = Count {
        passed,
        failed,
        skipped: 0,
    };
    Some(lived.and(Count::one(every_kind)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_seed_counts_and_so_does_a_fault_that_never_happened() {
        let told = |lost: u64| json!({ "seeds": "5..15", "failed": [{ "seed": 7 }], "faults": { "lost": lost } });
        let count = |passed, failed| {
            Some(Count {
                passed,
                failed,
                skipped: 0,
            })
        };
        assert_eq!(seeds(&told(3)), count(10, 1));
        assert_eq!(seeds(&told(0)), count(9, 2));
        assert_eq!(seeds(&Value::Null), None);
    }
}
