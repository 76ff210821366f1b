//! A reason as the books keep it.

use crate::error::TillError;
use pos_core::BasketError;
use pos_core::basket::MAX_REASON;

/// The reason without the space around it, if there is one and it can be printed.
pub(super) fn reason(text: &str) -> Result<String, TillError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TillError::NoReason);
    }
    if text.chars().count() > MAX_REASON || text.chars().any(char::is_control) {
        return Err(BasketError::BadText.into());
    }
    Ok(text.to_owned())
}
