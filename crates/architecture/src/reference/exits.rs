//! The exit codes, as each program's own help says them.

use super::{heading, table};
use crate::walk;
use std::path::Path;

/// What such a line begins with, in every program's help.
const SAYS: &str = "Exit codes: ";

/// Which program a source belongs to.
const PROGRAMS: [(&str, &str); 7] = [
    ("xtask/src", "cargo xtask"),
    ("crates/vectors/src", "cargo xtask vectors"),
    ("crates/replay/src", "cargo xtask replay"),
    ("crates/till/src/bin/journal.rs", "cargo xtask journal"),
    ("crates/sim/src", "cargo xtask torture sim"),
    ("sync-server/src", "sync-server"),
    ("src-tauri/src", "evertill-register"),
];

pub(super) fn write(page: &mut String, root: &Path) -> Result<(), String> {
    heading(
        page,
        "Exit codes",
        "Everywhere: 0 it holds, 2 usage; `--help` says them too.",
    );
    let mut rows = Vec::new();
    for file in walk::files(root)? {
        let program = PROGRAMS.iter().find(|(source, _)| file.starts_with(source));
        let Some((_, program)) = program.filter(|_| file.extension().is_some_and(|e| e == "rs"))
        else {
            continue;
        };
        let text = super::read(root, &file.to_string_lossy())?;
        // A line of help ends with the literal, or with a line feed, written out or real.
        for said in text.split(SAYS).skip(1) {
            let end = said.find(['\n', '\\', '"']).unwrap_or(said.len());
            let said = said[..end].trim_end_matches('.').to_owned();
            rows.push(vec![format!("`{program}`"), said]);
        }
    }
    rows.sort();
    rows.dedup();
    table(page, &["program", "exit codes"], &rows);
    Ok(())
}
