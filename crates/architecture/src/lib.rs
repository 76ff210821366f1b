//! The rules of the house, checked on its sources: who may name whom, and how long a file may be.
//!
//! The compiler keeps most walls (`mod features` is private). These rules keep those that it can't see:
//! a sibling module's inner path, another module's schema in a query, an I/O crate in the pure core.

pub mod imports;
pub mod length;
pub mod manifests;
pub mod modules;
pub mod reference;
pub mod rust_source;
pub mod sql;
pub mod walk;

use std::fmt;
use std::path::{Path, PathBuf};

/// A place where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The file, relative to the root that was checked.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The rule's name.
    pub rule: &'static str,
    /// What was found and what to do instead.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        write!(f, "{file}:{}: {}: {}", self.line, self.rule, self.message)
    }
}

/// What a check of a whole tree gave.
#[derive(Debug, Default)]
pub struct Report {
    /// How many files were read. A check that read none proves nothing.
    pub files: usize,
    /// What was found, in the order of files and lines.
    pub violations: Vec<Violation>,
}

/// Checks every rule on the tree at `root`.
///
/// # Errors
/// When a file can't be read or a Rust file can't be parsed, or when no file was found at all.
pub fn check(root: &Path) -> Result<Report, String> {
    let files = walk::files(root)?;
    if files.is_empty() {
        return Err(format!("no source files below {}", root.display()));
    }
    let mut violations = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(root.join(file))
            .map_err(|error| format!("{}: {error}", file.display()))?;
        violations.extend(length::check(file, &text));
        violations.extend(imports::check(file, &text));
        violations.extend(manifests::check(file, &text));
        if file.extension().is_some_and(|ending| ending == "rs") {
            let source = rust_source::read(file, &text)?;
            violations.extend(modules::check(file, &source));
            violations.extend(sql::check(file, &source));
        }
    }
    violations.sort();
    Ok(Report {
        files: files.len(),
        violations,
    })
}
