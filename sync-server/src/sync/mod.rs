//! The two doors: the journal in, the catalogue out.

mod booking;
pub mod catalogue;
pub mod decide;
mod ingest;
pub mod journal;
mod read;
mod store;
mod unpack;
