//! What the commands answer with, as scripts read it. Money is in minor units, times are the machine's own.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::cache::CacheCounts;
use crate::error::{ReplayError, at, during};
use crate::file::refused::RefusedCounts;
use crate::fingerprint::TablePrint;
use crate::places::{Difference, Places};

/// The product's version, which every result carries.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `result.json`
#[derive(Debug, Serialize)]
pub struct RunReport {
    /// `evertill.replay.v1`
    pub schema: &'static str,
    /// The product's version.
    pub version: &'static str,
    /// How long all of it took.
    pub duration_ms: u64,
    /// How long each part of it took.
    pub phases: Vec<Phase>,
    /// The same trade, counted four times.
    pub places: Places,
    /// How many rows are no till work.
    pub refused: RefusedCounts,
    /// How many products the catalogue has.
    pub products: u64,
    /// How many lines were sold at another price than the catalogue's.
    pub overrides: u64,
    /// The tills.
    pub registers: Vec<RegisterReport>,
    /// When there was no server.
    pub server: ServerTimes,
    /// When the tills rang.
    pub ringing: RingingTimes,
    /// What the server found in its cache.
    pub cache: CacheCounts,
    /// Where a place says something else than the file.
    pub differences: Vec<Difference>,
}

/// One part of a run.
#[derive(Debug, Serialize)]
pub struct Phase {
    /// Its name.
    pub name: &'static str,
    /// How long it took.
    pub ms: u64,
}

/// One till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterReport {
    /// Its id.
    pub id: String,
    /// How many entries its journal has.
    pub entries: u64,
    /// The hash of the newest.
    pub head: String,
}

/// RFC 3339, by the machine's clock.
#[derive(Debug, Serialize)]
pub struct ServerTimes {
    /// Its process had gone.
    pub stopped_at: String,
    /// It was about to be started again.
    pub started_at: String,
}

/// RFC 3339, by the machine's clock.
#[derive(Debug, Serialize)]
pub struct RingingTimes {
    /// The first order began.
    pub first_at: String,
    /// The last one was paid.
    pub last_at: String,
}

/// The answer of `verify`.
#[derive(Debug, Serialize)]
pub struct VerifyReport {
    /// `evertill.replay.verify.v1`
    pub schema: &'static str,
    /// The product's version.
    pub version: &'static str,
    /// How long it took.
    pub duration_ms: u64,
    /// The same trade, counted four times.
    pub places: Places,
    /// Where a place says something else than the file.
    pub differences: Vec<Difference>,
}

/// The answer of `resend`.
#[derive(Debug, Serialize)]
pub struct ResendReport {
    /// `evertill.replay.resend.v1`
    pub schema: &'static str,
    /// The product's version.
    pub version: &'static str,
    /// How long it took.
    pub duration_ms: u64,
    /// How many entries were sent again.
    pub entries: u64,
    /// What became of them, by fate.
    pub verdicts: std::collections::BTreeMap<String, u64>,
    /// How many events were published again.
    pub events: u64,
    /// The business tables, and whether they are as before.
    pub tables: Vec<TableReport>,
}

/// One business table before and after.
#[derive(Debug, Serialize)]
pub struct TableReport {
    /// How it was before.
    #[serde(flatten)]
    pub before: TablePrint,
    /// Whether it is the same still.
    pub unchanged: bool,
}

/// The answer of `open`, once all answer.
#[derive(Debug, Serialize)]
pub struct OpenReport {
    /// `evertill.replay.open.v1`
    pub schema: &'static str,
    /// The product's version.
    pub version: &'static str,
    /// How long it took until they answered.
    pub duration_ms: u64,
    /// Where the URLs are written down.
    pub env: PathBuf,
    /// The URLs themselves.
    pub urls: std::collections::BTreeMap<String, String>,
}

/// How long something has taken.
#[must_use]
pub fn ms(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Writes `report` to where it was asked for: `-` is stdout. It may hold passwords in URLs, so a file is its owner's alone.
///
/// # Errors
/// When it can't be written.
pub fn write(report: &impl Serialize, target: &Path) -> Result<(), ReplayError> {
    let mut text = serde_json::to_string_pretty(report).map_err(during("making JSON"))?;
    text.push('\n');
    if target == Path::new("-") {
        use std::io::Write;
        return std::io::stdout()
            .write_all(text.as_bytes())
            .map_err(during("writing to stdout"));
    }
    pos_stack::write_private(target, text.as_bytes()).map_err(at(target))
}
