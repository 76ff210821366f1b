//! `--json FILE` and `--json -`.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// Writes a result where it was asked for; `-` is stdout. The file may hold URLs with passwords: it is its owner's alone.
pub fn write(target: &Path, value: &Value) -> Result<()> {
    let mut text = serde_json::to_string_pretty(value).context("making JSON")?;
    text.push('\n');
    if target == Path::new("-") {
        return std::io::stdout()
            .write_all(text.as_bytes())
            .context("writing to stdout");
    }
    pos_stack::write_private(target, text.as_bytes())
        .with_context(|| format!("writing {}", target.display()))
}

/// True when stdout belongs to JSON alone.
pub fn owns_stdout(target: Option<&Path>) -> bool {
    target == Some(Path::new("-"))
}
