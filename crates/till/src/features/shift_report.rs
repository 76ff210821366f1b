//! The open shift, and what it has come to so far.

use crate::error::TillError;
use crate::store::shifts;
use crate::till::Till;
use crate::views::{ShiftReport, ShiftView};

/// The open shift, if there is one.
pub fn shift(till: &Till) -> Result<Option<ShiftView>, TillError> {
    Ok(shifts::open(till.db()?)?.map(|open| open.view))
}

/// Whether the open shift was forgotten: its trading day is before the one that it is now. It sells on.
pub fn shift_is_forgotten(till: &Till) -> Result<bool, TillError> {
    let shift = shift(till)?;
    // Days are written so that their order is that of their letters.
    Ok(shift.is_some_and(|shift| shift.business_day < till.suggested_business_day()))
}

/// What the open shift has come to. It may be asked at any time and changes nothing.
pub fn shift_report(till: &Till) -> Result<ShiftReport, TillError> {
    let db = till.db()?;
    shifts::require(db)?.report(db, None)
}
