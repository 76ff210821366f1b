//! Which files are hand-written sources.

use std::path::{Path, PathBuf};

const ENDINGS: [&str; 8] = ["rs", "ts", "svelte", "css", "sql", "mjs", "toml", "sh"];
const LEFT_OUT: [&str; 10] = [
    "target",
    "node_modules",
    "dist",
    "dist-admin",
    "gen",
    "bindings",
    "fixtures",
    ".git",
    ".sqlx",
    "paraglide",
];

/// All hand-written source files below `root`, relative to it, sorted.
///
/// # Errors
/// When a folder can't be read.
pub fn files(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                if !LEFT_OUT.contains(&name.as_ref()) {
                    folders.push(path);
                }
            } else if ENDINGS.iter().any(|e| name.ends_with(&format!(".{e}"))) {
                let relative = path.strip_prefix(root).unwrap_or(&path);
                found.push(relative.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}
