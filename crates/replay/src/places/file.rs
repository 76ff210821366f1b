//! The first place: what the file's own parser and arithmetic came to.

use super::Place;
use crate::sheet::Sheet;

/// The sheet's totals.
#[must_use]
pub fn tally(sheet: &Sheet) -> Place {
    let mut place = Place::default();
    for row in &sheet.rows {
        place.of(row.kind).add(row.lines, row.gross, row.tax);
    }
    place
}
