//! Many days, one after the other.

use crate::faults::Faults;
use crate::oracle::{CHECKS, Facts};
use crate::world::{DayReport, Trouble, live};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Seeds from the first up to but not the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first seed.
    pub from: u64,
    /// The seed after the last one.
    pub to: u64,
}

/// Text that is no range of seeds.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("give seeds as A..B with A below B, such as 0..1000; B is not lived any more")]
pub struct NotARange;

impl FromStr for Range {
    type Err = NotARange;
    fn from_str(text: &str) -> Result<Range, NotARange> {
        let (from, to) = text.split_once("..").ok_or(NotARange)?;
        let number = |text: &str| text.trim().parse().map_err(|_| NotARange);
        let (from, to) = (number(from)?, number(to)?);
        if from >= to {
            return Err(NotARange);
        }
        Ok(Range { from, to })
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

/// From how many days on every kind of fault has to have struck.
const ENOUGH: u64 = 100;

/// What many days came to.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many days.
    pub days: u64,
    /// How many commands in all of them.
    pub commands: u64,
    /// How many on the day with the fewest.
    pub fewest_commands: u64,
    /// What struck.
    pub faults: Faults,
    /// What became of the facts.
    pub facts: Facts,
    /// The seeds that failed, with each check and what was wrong.
    pub failed: Vec<(u64, Vec<(&'static str, String)>)>,
}

impl Summary {
    fn add(&mut self, day: DayReport) {
        self.fewest_commands = match self.days {
            0 => day.commands,
            _ => self.fewest_commands.min(day.commands),
        };
        self.days += 1;
        self.commands += day.commands;
        self.faults.add(&day.faults);
        self.facts.written += day.facts.written;
        self.facts.held += day.facts.held;
        self.facts.lost += day.facts.lost;
        if !day.objections.is_empty() {
            self.failed.push((day.seed, day.objections));
        }
    }

    /// The kinds of faults that never struck.
    pub fn missing_faults(&self) -> Vec<&'static str> {
        let table = self.faults.table().into_iter();
        table
            .filter(|(_, count)| *count == 0)
            .map(|(name, _)| name)
            .collect()
    }

    /// Whether there were days enough for every kind of fault.
    pub fn has_enough_days(&self) -> bool {
        self.days >= ENOUGH
    }

    /// Each check with `ok`, or how many days it failed on.
    pub fn oracle(&self) -> BTreeMap<&'static str, String> {
        let mut oracle = BTreeMap::new();
        for check in CHECKS {
            let failed = |(_, objections): &&(u64, Vec<(&'static str, String)>)| {
                objections.iter().any(|(name, _)| name == check)
            };
            let days = self.failed.iter().filter(failed).count();
            oracle.insert(
                *check,
                verdict(days == 0, || format!("failed on {days} days")),
            );
        }
        let missing = self.missing_faults();
        let struck = missing.is_empty() || !self.has_enough_days();
        oracle.insert(
            "every_fault_struck",
            verdict(struck, || format!("never: {}", missing.join(", "))),
        );
        oracle
    }

    /// Whether all held.
    pub fn holds(&self) -> bool {
        self.oracle().values().all(|verdict| verdict == "ok")
    }
}

fn verdict(holds: bool, otherwise: impl FnOnce() -> String) -> String {
    if holds { "ok".to_owned() } else { otherwise() }
}

/// Lives every day of `seeds`. `progress` hears of each that is over.
pub fn run(seeds: Range, mut progress: impl FnMut(&Summary)) -> Result<Summary, Trouble> {
    let mut summary = Summary::default();
    for seed in seeds.from..seeds.to {
        summary.add(live(seed, false)?);
        progress(&summary);
    }
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ranges() {
        assert_eq!("3..7".parse(), Ok(Range { from: 3, to: 7 }));
        for text in ["", "7", "7..3", "3..3", "a..b", "-1..4", "1...4"] {
            assert_eq!(text.parse::<Range>(), Err(NotARange), "{text}");
        }
    }
}
