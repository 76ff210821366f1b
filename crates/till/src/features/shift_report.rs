//! The open shift, and what it has come to so far.

use crate::error::TillError;
use crate::store::shifts;
use crate::till::Till;
use crate::views::{ShiftReport, ShiftView};

/// The open shift, if there is one.
pub fn shift(till: &Till) -> Result<Option<ShiftView>, TillError> {
    Ok(shifts::open(till.db()?)?.map(|open| open.view))
}

/// What the open shift has come to.
pub fn shift_report(till: &Till) -> Result<ShiftReport, TillError> {
    shifts::require(till.db()?)?.report(None)
}
