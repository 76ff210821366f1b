//! The two doors: the journal in, the catalogue out.

pub mod api;
mod at_once;
mod booking;
pub mod catalogue;
mod clocks;
pub mod decide;
pub mod entry_write;
pub mod events;
mod ingest;
mod intake;
pub mod journal;
mod judged;
mod known;
mod read;
pub mod review;
mod rows;
mod signed;
mod standing;
mod store;
mod traced;
mod unpack;

pub use standing::{Standing, standing};
