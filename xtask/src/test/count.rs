//! How many passed, failed and were skipped, read from what the test programs print.

use std::fmt;

/// A count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Count {
    /// One check, passed or failed.
    pub fn one(passed: bool) -> Count {
        Count {
            passed: u64::from(passed),
            failed: u64::from(!passed),
            skipped: 0,
        }
    }

    /// Both together.
    pub fn and(self, other: Count) -> Count {
        Count {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    /// What one line of output says, if it is a line of results.
    pub fn of_line(line: &str) -> Option<Count> {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix("test result: ") {
            // test result: ok. 13 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s
            return Count::of_words(rest.split_once(". ")?.1, ';', "ignored");
        }
        if let Some(rest) = line.strip_prefix("Tests  ") {
            // Tests  1 failed | 10 passed | 2 skipped (13)
            return Count::of_words(rest.split('(').next()?, '|', "skipped");
        }
        let words: Vec<&str> = line.split(", ").collect();
        let names = ["passed", "failed", "skipped"];
        // 12 passed, 0 failed, 0 skipped
        let is_ours = words.len() == 3
            && words
                .iter()
                .zip(names)
                .all(|(w, n)| w.split_once(' ').is_some_and(|(_, name)| name == n));
        if is_ours {
            Count::of_words(line, ',', "skipped")
        } else {
            None
        }
    }

    fn of_words(text: &str, separator: char, skipped: &str) -> Option<Count> {
        let mut count = Count::default();
        for part in text.split(separator) {
            let Some((number, name)) = part.trim().split_once(' ') else {
                continue;
            };
            let slot = match name.trim() {
                "passed" => &mut count.passed,
                "failed" => &mut count.failed,
                name if name == skipped || name == "todo" => &mut count.skipped,
                _ => continue,
            };
            *slot += number.parse::<u64>().ok()?;
        }
        Some(count)
    }

    /// The count of a program that has ended: no results count as one check, a bad end without a failure as one failure.
    pub fn of_program(counted: Option<Count>, succeeded: bool) -> Count {
        match counted {
            None => Count::one(succeeded),
            Some(count) if !succeeded && count.failed == 0 => Count { failed: 1, ..count },
            Some(count) => count,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: u64, failed: u64, skipped: u64) -> Count {
        Count {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn lines_of_every_runner_are_read() {
        for (line, want) in [
            (
                "test result: ok. 13 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s",
                count(13, 0, 1),
            ),
            (
                "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
                count(1, 2, 0),
            ),
            (
                "      Tests  1 failed | 10 passed | 2 skipped (13)",
                count(10, 1, 2),
            ),
            ("      Tests  4 passed | 1 todo (5)", count(4, 0, 1)),
            ("12 passed, 3 failed, 1 skipped", count(12, 3, 1)),
        ] {
            assert_eq!(Count::of_line(line), Some(want), "{line}");
        }
    }

    #[test]
    fn other_lines_are_not_counted() {
        for line in [
            "test a ... ok",
            "3 passed",
            "we had 1 passed, 2 failed, 3 skipped here",
            " Test Files  2 passed (2)",
            "",
        ] {
            assert_eq!(Count::of_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_program_that_dies_without_a_failure_is_one() {
        assert_eq!(
            Count::of_program(Some(count(5, 0, 0)), false),
            count(5, 1, 0)
        );
        assert_eq!(
            Count::of_program(Some(count(5, 2, 0)), false),
            count(5, 2, 0)
        );
        assert_eq!(Count::of_program(None, false), count(0, 1, 0));
        assert_eq!(Count::of_program(None, true), count(1, 0, 0));
    }
}
