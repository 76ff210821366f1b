//! What somebody wants of a product, and what became of it.

use super::draft::{Draft, DraftError};

/// What somebody wants of one product.
pub enum Wish {
    /// It is to be sold like this.
    Sell(Box<Draft>),
    /// It is no longer to be sold.
    Archive(String),
    /// It is to be sold at whichever of its scheduled prices has started, with the taxes that its class has by now.
    Renew(String),
}

impl Wish {
    /// The product's code.
    pub fn code(&self) -> &str {
        match self {
            Wish::Sell(draft) => draft.code(),
            Wish::Archive(code) | Wish::Renew(code) => code,
        }
    }
}

/// What became of a wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It wasn't sold before.
    New,
    /// It is sold differently now, or no longer.
    Changed,
    /// It was like this before; there is no new version.
    Unchanged,
    /// It can't be.
    Refused(DraftError),
}
