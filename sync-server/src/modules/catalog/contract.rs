//! What the catalogue door and the command line may know of the catalogue.

pub use super::features::forget_changes::forget_changes;
pub use super::features::import_catalog::{ImportError, ImportReport, RefusedRow, import_catalog};
pub use super::features::put_tax_class::{TaxClassChanged, set_tax_class};
pub use super::store::{
    CHUNK, MOVED, count_since, find_image, head, image_chunk, is_ours, lines_since, lock_images,
    newest_image, save_image, step,
};

use pos_core::Product;
use sqlx::PgConnection;
use std::collections::HashMap;

/// Those of `codes` that are on sale, as they cost at `now`.
pub async fn on_sale(
    db: &mut PgConnection,
    codes: &[String],
    now: i64,
) -> Result<HashMap<String, Product>, sqlx::Error> {
    let found = super::store::current(db, codes, now).await?;
    let sold = found.into_iter().filter(|(_, known)| !known.archived);
    Ok(sold.map(|(code, known)| (code, known.product)).collect())
}
