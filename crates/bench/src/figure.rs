//! One figure: ours beside the baseline, run by run, and whether it meets its bar.

use crate::stats::median;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one run measured.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// Ours, in the figure's unit.
    pub ours: f64,
    /// The baseline's, in the same unit.
    pub baseline: f64,
    /// Processor seconds of ours.
    pub cpu_s: f64,
}

/// What a figure has to reach.
#[derive(Debug, Clone, Copy)]
pub enum Bar {
    /// It stands beside a figure that has a bar.
    None,
    /// Ours takes at most so many times the baseline's.
    AtMost(f64),
    /// Ours takes at most so many times the baseline's, and at most so much by itself.
    AtMostBoth(f64, f64),
    /// Ours does at least so many times what the baseline does.
    AtLeast(f64),
}

/// What each side found in its own files afterwards: row counts, and how durable they are.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ReadBack {
    /// Ours.
    pub ours: BTreeMap<String, String>,
    /// The baseline's.
    pub baseline: BTreeMap<String, String>,
}

/// A figure, as it is reported.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Figure {
    /// The row's letter, with a suffix where a row has several.
    pub id: String,
    /// What `ours` and `baseline` are counted in.
    pub unit: String,
    /// Ours, the median of the runs.
    pub ours: f64,
    /// The baseline's, the median of the runs.
    pub baseline: f64,
    /// Ours through the baseline's, the median of the runs.
    pub ratio: f64,
    /// The smallest ratio of a run.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Processor seconds of ours, the median of the runs.
    pub cpu_s: f64,
    /// What it has to reach, in words; empty for none.
    pub bar: String,
    /// Whether it does.
    pub met: bool,
    /// How many runs there were.
    pub runs: usize,
    /// What lies on the disk afterwards.
    pub read_back: ReadBack,
}

impl Figure {
    /// Judges what the runs measured.
    pub fn of(id: &str, unit: &str, bar: Bar, pairs: &[Pair], read_back: &ReadBack) -> Figure {
        let all = |pick: fn(&Pair) -> f64| pairs.iter().map(pick).collect::<Vec<f64>>();
        let ratios = all(|pair| pair.ours / pair.baseline);
        let (ours, ratio) = (median(&all(|pair| pair.ours)), median(&ratios));
        let (bar, met) = match bar {
            Bar::None => (String::new(), true),
            Bar::AtMost(most) => (format!("<= {most} x"), ratio <= most),
            Bar::AtMostBoth(most, limit) => (
                format!("<= {most} x and <= {limit} {unit}"),
                ratio <= most && ours <= limit,
            ),
            Bar::AtLeast(least) => (format!(">= {least} x"), ratio >= least),
        };
        Figure {
            id: id.to_owned(),
            unit: unit.to_owned(),
            ours,
            baseline: median(&all(|pair| pair.baseline)),
            ratio,
            min: ratios.iter().copied().fold(f64::INFINITY, f64::min),
            max: ratios.iter().copied().fold(0.0, f64::max),
            cpu_s: median(&all(|pair| pair.cpu_s)),
            bar,
            met,
            runs: pairs.len(),
            read_back: read_back.clone(),
        }
    }

    /// The figure in one line for people.
    pub fn line(&self) -> String {
        let Figure {
            id,
            unit,
            ours,
            baseline,
            ratio,
            min,
            max,
            cpu_s,
            bar,
            ..
        } = self;
        let verdict = match (bar.is_empty(), self.met) {
            (true, _) => String::new(),
            (false, true) => format!("  {bar}: met"),
            (false, false) => format!("  {bar}: MISSED"),
        };
        format!(
            "{id:<12} ours {ours:.1} {unit}, baseline {baseline:.1} {unit}, ratio {ratio:.2} ({min:.2} to {max:.2}), {cpu_s:.2} CPU s{verdict}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(bar: Bar) -> bool {
        let pair = |ours| Pair {
            ours,
            baseline: 10.0,
            cpu_s: 0.0,
        };
        let pairs = [pair(12.0), pair(14.0), pair(20.0)];
        Figure::of("x", "ms", bar, &pairs, &ReadBack::default()).met
    }

    #[test]
    fn the_median_ratio_is_held_against_every_limit() {
        assert!(judged(Bar::AtMost(1.4)) && !judged(Bar::AtMost(1.3)));
        assert!(judged(Bar::AtLeast(1.4)) && !judged(Bar::AtLeast(1.5)));
        assert!(judged(Bar::AtMostBoth(1.4, 14.0)) && !judged(Bar::AtMostBoth(1.4, 13.0)));
        assert!(judged(Bar::None));
    }
}
