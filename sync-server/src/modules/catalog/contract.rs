//! What the catalogue door and the command line may know of the catalogue.

pub use super::features::forget_changes::forget_changes;
pub use super::features::import_catalog::{ImportError, ImportReport, RefusedRow, import_catalog};
pub use super::store::{
    CHUNK, MOVED, count_since, find_image, head, image_chunk, is_ours, lines_since, lock_images,
    newest_image, save_image,
};
