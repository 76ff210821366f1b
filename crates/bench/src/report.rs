//! The result as JSON, with the machine that it was measured on.

use crate::figure::Figure;
use pos_replay::error::ReplayError;
use pos_till::{Clock, SystemClock};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

/// Everything that was measured.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    schema: String,
    version: String,
    /// When it began, RFC 3339.
    pub measured_at: String,
    /// A tenth of the work: not to judge by.
    quick: bool,
    /// Where.
    pub machine: Machine,
    /// Of SQLite and of the services that were started.
    pub versions: BTreeMap<String, String>,
    /// The figures.
    pub rows: Vec<Figure>,
    duration_ms: u64,
    #[serde(skip)]
    begun: Option<Instant>,
}

/// The machine that it was measured on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Machine {
    /// The processor's name.
    pub processor: String,
    /// How many cores this process may use.
    pub cores: usize,
    /// Its memory.
    pub memory_mib: u64,
    /// The kernel's release.
    pub kernel: String,
}

impl Report {
    /// An empty one, begun now.
    pub fn begin(quick: bool) -> Report {
        Report {
            schema: "evertill.bench.v1".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            measured_at: SystemClock::new().now().to_string(),
            quick,
            machine: Machine::here(),
            versions: [("SQLite".to_owned(), rusqlite::version().to_owned())].into(),
            rows: Vec::new(),
            duration_ms: 0,
            begun: Some(Instant::now()),
        }
    }

    /// Whether every figure meets its bar.
    pub fn holds(&self) -> bool {
        self.rows.iter().all(|figure| figure.met)
    }

    /// Writes it, where it is wanted.
    pub fn end(&mut self, target: Option<&Path>) -> Result<(), ReplayError> {
        self.duration_ms = self.begun.map_or(0, |begun| {
            u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
        });
        target.map_or(Ok(()), |target| pos_replay::report::write(self, target))
    }
}

impl Machine {
    fn here() -> Machine {
        let memory = field("/proc/meminfo", "MemTotal").unwrap_or_default();
        let kib: u64 = memory.trim_end_matches(" kB").parse().unwrap_or_default();
        let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        Machine {
            processor: field("/proc/cpuinfo", "model name").unwrap_or_default(),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            memory_mib: kib / 1024,
            kernel: kernel.trim().to_owned(),
        }
    }
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
