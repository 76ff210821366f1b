//! How full each queue was in the last hour, kept in memory: for the eye, not for the books.

use std::collections::{BTreeMap, VecDeque};

/// A point for every 15 seconds of an hour.
const POINTS: usize = 240;
/// Looks for each point.
const LOOKS: u32 = 15;

/// The histories of all queues and of the outbox, by name.
#[derive(Debug, Default)]
pub struct Histories {
    points: BTreeMap<&'static str, VecDeque<i64>>,
    /// The most that was seen since the last point.
    most: BTreeMap<&'static str, i64>,
    looks: u32,
}

impl Histories {
    /// Takes in how full things are now. `seconds` have passed since the last look.
    pub fn look(&mut self, depths: &[(&'static str, i64)], seconds: u32) {
        for (name, depth) in depths {
            let most = self.most.entry(name).or_default();
            *most = (*most).max(*depth);
        }
        self.looks += seconds;
        if self.looks < LOOKS {
            return;
        }
        self.looks = 0;
        for (name, most) in std::mem::take(&mut self.most) {
            let points = self.points.entry(name).or_default();
            if points.len() == POINTS {
                points.pop_front();
            }
            points.push_back(most);
        }
    }

    /// The points so far, the oldest first.
    pub fn points(&self) -> BTreeMap<&'static str, Vec<i64>> {
        let all = self.points.iter();
        all.map(|(name, points)| (*name, points.iter().copied().collect()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_the_most_of_its_seconds_and_an_hour_is_kept() {
        let mut histories = Histories::default();
        for depth in [1, 9, 2] {
            histories.look(&[("q", depth)], 5);
        }
        assert_eq!(histories.points()["q"], [9]);
        for _ in 0..1_000 {
            histories.look(&[("q", 3)], 15);
        }
        assert_eq!(histories.points()["q"].len(), POINTS);
    }
}
