//! The quick-key tiles: the popular products, or those of a category.

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
    let Some(catalogue) = &till.catalogue else {
        return Ok(Vec::new());
    };
    match category {
        Some(category) => Ok(catalogue.category(category)?),
        None => {
            let popular = order_lines::popular(till.db()?, ORDERS, POPULAR)?;
            Ok(catalogue.tiles(&popular, POPULAR)?)
        }
    }
}

/// The categories, by name.
pub fn categories(till: &Till) -> Result<Vec<String>, TillError> {
    match &till.catalogue {
        Some(catalogue) => Ok(catalogue.categories()?),
        None => Ok(Vec::new()),
    }
}
