//! `import-catalog`: reads the file, says on stderr what became of it, writes the report.

use super::Failure;
use crate::app::AppState;
use crate::modules::catalog::contract::{ImportError, ImportReport, import_catalog};
use serde::Serialize;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

/// The report with what every JSON of a command has.
#[derive(Serialize)]
struct Written<'a> {
    schema: &'static str,
    version: &'static str,
    duration_ms: u64,
    #[serde(flatten)]
    report: &'a ImportReport,
}

/// Imports `file` and writes the report to `json`.
pub async fn import(state: &AppState, file: &Path, json: Option<&Path>) -> Result<(), Failure> {
    let begun = Instant::now();
    let input = File::open(file)
        .map_err(|cause| Failure::Usage(format!("{} can't be read: {cause}", file.display())))?;
    let report =
        import_catalog(state, BufReader::new(input))
            .await
            .map_err(|error| match error {
                ImportError::Unreadable(_) => Failure::Usage(error.to_string()),
                ImportError::Failed(error) => error.into(),
            })?;
    for refused in &report.refused {
        eprintln!(
            "row {}: {}: {}",
            refused.row, refused.reason, refused.message
        );
    }
    eprintln!(
        "{} rows: {} new, {} changed, {} unchanged, {} refused; the catalogue is at version {}",
        report.rows,
        report.new,
        report.changed,
        report.unchanged,
        report.refused.len(),
        report.cursor.version
    );
    let written = Written {
        schema: "evertill.import.v1",
        version: env!("CARGO_PKG_VERSION"),
        duration_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        report: &report,
    };
    match json {
        None => Ok(()),
        Some(path) => write(path, &written),
    }
}

fn write(path: &Path, report: &Written<'_>) -> Result<(), Failure> {
    let text =
        serde_json::to_string_pretty(report).map_err(|cause| Failure::Wrong(cause.to_string()))?;
    if path.as_os_str() == "-" {
        println!("{text}");
        return Ok(());
    }
    std::fs::write(path, text + "\n")
        .map_err(|cause| Failure::Usage(format!("{} can't be written: {cause}", path.display())))
}
