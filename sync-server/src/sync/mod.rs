//! The two doors: the journal in, the catalogue out.

pub mod api;
mod booking;
pub mod catalogue;
mod clocks;
pub mod decide;
pub mod events;
mod ingest;
pub mod journal;
mod read;
pub mod review;
mod standing;
mod store;
mod traced;
mod unpack;

pub use standing::{Standing, standing};
