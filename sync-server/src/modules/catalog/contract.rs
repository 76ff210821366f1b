//! What the catalogue door and the command line may know of the catalogue.

pub use super::features::import_catalog::{ImportError, ImportReport, RefusedRow, import_catalog};
pub use super::store::{count_since, head, is_ours, lines_since};
