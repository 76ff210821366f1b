//! One file, one thing: a hand-written file has at most 400 lines.

use crate::Violation;
use std::path::Path;

/// The most lines of a hand-written file.
pub const MOST_LINES: usize = 400;

/// Checks the length of one file.
pub fn check(file: &Path, text: &str) -> Option<Violation> {
    let lines = text.lines().count();
    (lines > MOST_LINES).then(|| Violation {
        file: file.to_path_buf(),
        line: MOST_LINES + 1,
        rule: "file-length",
        message: format!("{lines} lines; split it, {MOST_LINES} is the most"),
    })
}
