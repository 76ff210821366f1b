//! Search as you type, over the whole catalogue.

use super::tiles::tiles;
use crate::error::TillError;
use crate::till::Till;
use crate::views::ProductHit;

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// What has been typed so far.
    pub text: String,
    /// How many hits are shown.
    pub limit: usize,
}

/// The products that the text may mean; for an empty text the popular ones.
pub fn search(till: &Till, request: &Search) -> Result<Vec<ProductHit>, TillError> {
    if request.text.trim().is_empty() {
        let mut found = tiles(till, None)?;
        found.truncate(request.limit);
        return Ok(found);
    }
    let now = till.now();
    till.read_catalogue(|catalogue| catalogue.search(&request.text, request.limit, now))
}
