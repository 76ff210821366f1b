//! The modules of the business. Each keeps its own Postgres schema and shows the others its `contract` alone.

pub mod basket;
pub mod catalog;
pub mod identity;
pub mod ordering;
pub mod origin;

use crate::platform::message::Consumer;

/// The consumers of all modules.
pub fn consumers() -> Vec<&'static dyn Consumer> {
    [
        ordering::contract::consumers(),
        basket::contract::consumers(),
    ]
    .concat()
}
