//! The file of real trading: its own parser and its own arithmetic, sharing nothing with the product that is checked against it.

pub mod classify;
pub mod figures;
pub mod input;
pub mod number;
pub mod products;
pub mod reading;
pub mod refused;
pub mod rows;
pub mod text;

pub use classify::{Kind, Refusal};
pub use reading::{Invoice, Reading, SoldLine};
pub use refused::RefusedRows;
