//! Why a change to a basket is refused.

use crate::money::MoneyError;
use crate::quantity::Quantity;
use thiserror::Error;

/// Why a change to a basket was refused. The basket is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BasketError {
    /// A quantity of nothing.
    #[error("A quantity of 0 sells nothing. Type how many, or remove the line.")]
    ZeroQuantity,
    /// Beyond what a line can hold.
    #[error("The quantity is out of range. A line holds up to 9,999,999.999.")]
    QuantityOutOfRange,
    /// Another price needs a reason.
    #[error("A changed price needs a reason. Choose or type one.")]
    OverrideWithoutReason,
    /// More of a receipt's line than is left of it.
    #[error("More can't come back than was sold and not returned yet: {left} are left.")]
    MoreThanSold {
        /// How many can come back.
        left: Quantity,
    },
    /// What comes back against a receipt comes back at what was paid.
    #[error(
        "A line of a receipt comes back at what was paid for it. Change how many, or remove it."
    )]
    ReturnedLine,
    /// Text that the books can't keep.
    #[error(
        "The text is too long or has characters that can't be printed. Type it again, in at most 200 characters."
    )]
    BadText,
    /// A sum that doesn't fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl BasketError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            BasketError::ZeroQuantity => "zero_quantity",
            BasketError::QuantityOutOfRange => "quantity_out_of_range",
            BasketError::OverrideWithoutReason => "override_without_reason",
            BasketError::MoreThanSold { .. } => "more_than_sold",
            BasketError::ReturnedLine => "returned_line",
            BasketError::BadText => "bad_text",
            BasketError::Money(_) => "amount_out_of_range",
        }
    }
}
