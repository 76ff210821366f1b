//! Text that people typed, made fit to keep.

use crate::problem::ApiError;
use pos_protocol::codes::Code;

/// `text` without the white space around it, when it is not empty, not longer than `most` and has no control characters.
pub fn text(field: &str, text: &str, most: usize) -> Result<String, ApiError> {
    let text = text.trim();
    let fits = !text.is_empty()
        && text.chars().count() <= most
        && !text.chars().any(|letter| letter.is_control());
    if fits {
        Ok(text.to_owned())
    } else {
        Err(ApiError::new(
            Code::InvalidRequest,
            format!("{field} must have 1 to {most} characters and no control characters."),
        ))
    }
}
