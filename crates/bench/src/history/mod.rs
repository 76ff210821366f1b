//! Years of trade, made by the million out of a few real orders.

pub mod server;
pub mod till;

/// How many entries there are for each order: most of what a till writes down is no sale.
pub const ENTRIES: u64 = 10;
