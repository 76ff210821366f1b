//! The golden cases of money, in core, in tills and on a running server.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::bench::{Bench, watched};
use super::count::Count;
use crate::ending::Ending;
use crate::{artifacts, workspace};

/// The project's own cases.
const CASES: &str = "crates/vectors/vectors/money.json";

/// Every case is a test, and so is that one changed figure is noticed.
pub fn golden(bench: &Bench) -> Result<Count, Ending> {
    let program = artifacts::build("vectors", &[])?;
    let server = artifacts::build("sync-server", &[])?;
    let run = |file: &Path, result: &Path| -> Result<(Value, bool, String)> {
        let mut command = Command::new(&program);
        command.arg(file).arg("--json").arg(result);
        command.env("EVERTILL_SERVER_BIN", &server);
        let (output, succeeded) = watched(command.current_dir(&bench.scratch))?;
        let told = pos_stack::read_json(result)?.unwrap_or_default();
        Ok((told, succeeded, output))
    };
    let file = workspace::root().join(CASES);
    let (told, succeeded, output) = run(&file, &bench.scratch.join("vectors.json"))?;
    bench.name_failing(&output);
    let spoilt = bench.scratch.join("spoilt-case.json");
    spoil(&file, &spoilt)?;
    let (noticed, held, _) = run(&spoilt, &bench.scratch.join("spoilt.json"))?;
    let places = noticed["differences"].as_array().map_or(0, Vec::len);
    let all = Count::of_program(cases(&told), succeeded);
    // Core, till and server each name the one figure.
    Ok(all.and(Count::one(!held && places == 3)))
}

fn cases(told: &Value) -> Option<Count> {
    let all = told["cases"].as_u64()?;
    let wrong: std::collections::BTreeSet<&str> = told["differences"]
        .as_array()?
        .iter()
        .filter_map(|difference| difference["case"].as_str())
        .collect();
    let failed = u64::try_from(wrong.len()).ok()?.min(all);
    Some(Count {
        passed: all - failed,
        failed,
        skipped: 0,
    })
}

/// The first case alone, with one more penny to pay.
fn spoil(file: &Path, to: &Path) -> Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let mut all: Value = serde_json::from_str(&text).context("reading the golden cases")?;
    let mut case = all["cases"][0].take();
    case["want"]["to_pay"] = Value::from("99999.99");
    all["cases"] = Value::Array(vec![case]);
    std::fs::write(to, all.to_string()).with_context(|| to.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_case_counts_once_however_many_of_its_figures_differ() {
        let told = json!({ "cases": 3, "differences": [{ "case": "a" }, { "case": "a" }] });
        let count = cases(&told).expect("a count");
        assert_eq!((count.passed, count.failed), (2, 1));
        assert!(cases(&Value::Null).is_none());
    }
}
