//! The quick-key tiles: the popular products, or those of a category.

use crate::catalogue::reader::Reader;
use crate::error::TillError;
use crate::store::order_lines;
use crate::till::Till;
use crate::views::ProductHit;

/// How many tiles stand on the first page.
const POPULAR: usize = 24;

/// How many of the newest orders say what is popular.
const ORDERS: u32 = 200;

/// The tiles of a category, or the popular ones. Without a catalogue there are none yet.
pub fn tiles(till: &Till, category: Option<&str>) -> Result<Vec<ProductHit>, TillError> {
    if till.catalogue.is_none() {
        return Ok(Vec::new());
    }
    let now = till.now();
    match category {
        Some(category) => till.read_catalogue(|catalogue| catalogue.category(category, now)),
        None => {
            let popular = order_lines::popular(till.db()?, ORDERS, POPULAR)?;
            till.read_catalogue(|catalogue| catalogue.tiles(&popular, POPULAR, now))
        }
    }
}

/// The categories, by name.
pub fn categories(till: &Till) -> Result<Vec<String>, TillError> {
    match &till.catalogue {
        Some(_) => till.read_catalogue(Reader::categories),
        None => Ok(Vec::new()),
    }
}
