//! A tax class: taxes that the shop names once, and what is read and written of one.

use super::draft::{DraftError, TaxText, taxes};
use crate::platform::api::version::Version;
use crate::problem::ApiError;
use pos_core::Tax;
use pos_protocol::codes::Code;
use serde::Serialize;
use utoipa::ToSchema;

/// The longest name.
const MAX_NAME: usize = 32;

/// Taxes under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaxClass {
    /// What products call it; case counts.
    pub name: String,
    /// The taxes, in their order.
    pub taxes: Vec<Tax>,
}

impl TaxClass {
    /// Checks name and taxes.
    pub fn new(name: &str, texts: &[TaxText<'_>]) -> Result<TaxClass, DraftError> {
        if !is_name(name) {
            return Err(DraftError::TaxClassName(name.to_owned()));
        }
        Ok(TaxClass {
            name: name.to_owned(),
            taxes: taxes(texts)?,
        })
    }

    /// The version of it, which its ETag says.
    pub fn version(&self) -> Result<Version, ApiError> {
        let bytes = serde_json::to_vec(self).map_err(|cause| ApiError::internal(&cause))?;
        Ok(Version::of(&bytes))
    }
}

/// Whether a class can be called so. No space and no sign that a file or an address parts texts by.
pub fn is_name(text: &str) -> bool {
    let fits = |letter: char| letter.is_alphanumeric() || "-_.".contains(letter);
    (1..=MAX_NAME).contains(&text.chars().count()) && text.chars().all(fits)
}

/// There is no such class.
pub fn no_class(name: &str) -> ApiError {
    let why = format!("There is no tax class {name}.");
    ApiError::new(Code::NotFound, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word() {
        let longest = "a".repeat(MAX_NAME);
        for name in ["standard", "VAT-20", "ermäßigt_1.5", &longest] {
            assert!(is_name(name), "{name}");
        }
        let too_long = "a".repeat(MAX_NAME + 1);
        for name in ["", " ", "VAT 20", " a", "a;b", "a/b", "a\0", &too_long] {
            assert!(!is_name(name), "{name}");
        }
    }
}
