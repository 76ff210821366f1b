//! The web view knows its platform through one file alone.

use crate::Violation;
use std::path::Path;

const ONE_IMPORTER: &str = "ui/src/platform.ts";

/// Finds imports of the desktop shell's packages outside the one file that may have them.
pub fn check(file: &Path, text: &str) -> Vec<Violation> {
    let is_ui = file.starts_with("ui/src");
    if !is_ui || file == Path::new(ONE_IMPORTER) {
        return Vec::new();
    }
    text.lines()
        .enumerate()
        .filter(|(_, line)| line.contains("@tauri-apps"))
        .map(|(index, _)| Violation {
            file: file.to_path_buf(),
            line: index + 1,
            rule: "platform-import",
            message: format!("only {ONE_IMPORTER} may name @tauri-apps"),
        })
        .collect()
}
