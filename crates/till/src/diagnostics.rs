//! What can be told of a register to somebody far away: sizes, counts, settings. No names, no notes, nothing that was sold.
//! It only looks, so it works beside a running register, and says why where a till can't even be opened.

use crate::store::enrolments;
use crate::store::figures::{self, Figures};
use crate::tilldb;
use serde::Serialize;
use std::path::Path;

/// A file of the till's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileSize {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// What the register was told by its shop, as far as it is nobody's business but the machine's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Where the server is.
    pub server_url: String,
    /// The register's id.
    pub register: String,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA time zone.
    pub time_zone: String,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostics {
    /// The files of the till's folder, by name.
    pub files: Vec<FileSize>,
    /// None where it belongs to no shop yet.
    pub settings: Option<Settings>,
    /// None where the file can't be read.
    pub figures: Option<Figures>,
    /// Why something is missing above.
    pub problem: Option<String>,
}

/// Looks at the till in `dir`.
pub fn diagnose(dir: &Path) -> Diagnostics {
    let mut found = Diagnostics {
        files: files(dir),
        settings: None,
        figures: None,
        problem: None,
    };
    let read = || -> Result<(Option<Settings>, Figures), String> {
        let db = tilldb::open_read_only(&dir.join(tilldb::FILE)).map_err(|e| e.to_string())?;
        let enrolment = enrolments::read(&db).map_err(|error| error.to_string())?;
        let settings = enrolment.map(|shop| Settings {
            server_url: shop.server_url,
            register: shop.enrolled.register.to_string(),
            currency: shop.enrolled.store.currency,
            time_zone: shop.enrolled.store.time_zone,
        });
        Ok((
            settings,
            figures::read(&db).map_err(|error| error.to_string())?,
        ))
    };
    match read() {
        Ok((settings, figures)) => {
            found.settings = settings;
            found.figures = Some(figures);
        }
        Err(problem) => found.problem = Some(problem),
    }
    found
}

fn files(dir: &Path) -> Vec<FileSize> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let sizes = entries.filter_map(|entry| {
        let bytes = entry
            .metadata()
            .ok()
            .filter(std::fs::Metadata::is_file)?
            .len();
        let name = entry.file_name().to_string_lossy().into_owned();
        Some(FileSize { name, bytes })
    });
    let mut sizes: Vec<FileSize> = sizes.collect();
    sizes.sort_by(|a, b| a.name.cmp(&b.name));
    sizes
}
