//! The result of the test command: one last line for people, JSON for scripts.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use super::count::Count;
use crate::json;

/// What was counted.
#[derive(Debug, Default)]
pub struct Report {
    suites: Vec<(&'static str, Count)>,
    failing: Vec<(&'static str, String)>,
    /// What this machine could not check, in words.
    pub not_checked: Vec<String>,
    /// The version that each service reported.
    pub services: BTreeMap<String, String>,
}

impl Report {
    /// Adds the count of one suite, and the names of what failed in it.
    pub fn add(&mut self, suite: &'static str, count: Count, failing: Vec<String>) {
        self.suites.push((suite, count));
        self.failing
            .extend(failing.into_iter().map(|name| (suite, name)));
    }

    /// Nothing failed and nothing was skipped.
    pub fn holds(&self) -> bool {
        let sum = self.sum();
        sum.failed == 0 && sum.skipped == 0
    }

    fn sum(&self) -> Count {
        self.suites
            .iter()
            .fold(Count::default(), |sum, (_, count)| sum.and(*count))
    }

    /// Writes the JSON where it was asked for, and the last line.
    pub fn show(&self, target: Option<&Path>, took: Duration) -> Result<()> {
        eprintln!();
        for (name, count) in &self.suites {
            eprintln!("{name:<12} {count}");
        }
        for (name, version) in &self.services {
            eprintln!("{name:<12} {version}");
        }
        for what in &self.not_checked {
            eprintln!("NOT CHECKED  {what}");
        }
        for (suite, name) in &self.failing {
            eprintln!("FAILED       {suite}: {name}");
        }
        let sum = self.sum();
        if let Some(target) = target {
            let suites: Vec<_> = self
                .suites
                .iter()
                .map(|(name, c)| json!({ "name": name, "passed": c.passed, "failed": c.failed, "skipped": c.skipped }))
                .collect();
            let failing: Vec<_> = self
                .failing
                .iter()
                .map(|(suite, name)| json!({ "suite": suite, "name": name }))
                .collect();
            let value = json!({
                "schema": "evertill.test.v1",
                "version": env!("CARGO_PKG_VERSION"),
                "duration_ms": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
                "passed": sum.passed,
                "failed": sum.failed,
                "skipped": sum.skipped,
                "suites": suites,
                "failing": failing,
                "services": self.services,
                "not_checked": self.not_checked,
            });
            json::write(target, &value)?;
        }
        if json::owns_stdout(target) {
            eprintln!("{sum}");
        } else {
            println!("{sum}");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_skipped_test_is_enough_not_to_hold() {
        let mut report = Report::default();
        report.add(
            "a",
            Count {
                passed: 3,
                failed: 0,
                skipped: 0,
            },
            Vec::new(),
        );
        assert!(report.holds());
        report.add(
            "b",
            Count {
                passed: 0,
                failed: 0,
                skipped: 1,
            },
            Vec::new(),
        );
        assert!(!report.holds());
    }
}
