//! The catalogue file in use, and how it is read.
//!
//! Neither [`build_full`] nor a [`Writer`] touches till.db, so a till goes on selling while they run.

pub(crate) mod reader;
mod search;
mod tiles;

pub use pos_catalogue_file::{NewCatalogue, StreamError, Writer, apply_delta, build_full};

use pos_catalogue_file::PREFIX;

use pos_protocol::catalog::Cursor;
use std::path::{Path, PathBuf};

/// The catalogue file in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFile {
    /// Where it is.
    pub path: PathBuf,
    /// How far it has come.
    pub cursor: Cursor,
}

/// Removes catalogue files that are not in use. What can't be removed now is removed another time.
pub(crate) fn sweep(dir: &Path, keep: Option<&Path>) {
    let keep = keep
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned());
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let kept = keep.as_deref().is_some_and(|keep| name.starts_with(keep));
        if name.starts_with(PREFIX) && !kept {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
