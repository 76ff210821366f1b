//! What a scanner reads: numbers of goods, labels of the shop's own scales, GS1 element strings and Digital Links.
//!
//! Sources: GS1 General Specifications (check digits 7.9, element strings 3, dates 7.12, processing 7.8), GS1 Digital Link
//! Standard: URI Syntax. A misread is a typed error, never another product.

mod check_digit;
mod error;
mod fields;
mod gs1;
mod gtin;
mod label;
mod link;
mod pattern;
mod scan;
mod scanned;
mod upc_e;

pub use check_digit::complete;
pub use error::BarcodeError;
pub use fields::{LabelDate, LabelPrice, LabelWeight};
pub use gtin::{Symbology, canonical, check, shape, spellings};
pub use pattern::{Pattern, PatternError};
pub use scan::scan;
pub use scanned::{Item, Scanned};
