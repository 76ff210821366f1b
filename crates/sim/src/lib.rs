//! Bad days for the synchronisation, thousands of them, in one process and without threads.
//!
//! The till's `plan` and the server's `decide` are pure, so here they run against in-memory disks, a network that
//! loses, delays, doubles and reorders, crashes, and backups that come back. Each day is drawn from one seed and can be
//! run again. At its end faults stop, and then everything must be where it belongs.

pub mod days;
mod dice;
mod disk;
mod faults;
mod oracle;
mod register;
pub mod report;
mod server;
mod trade;
mod wire;
mod witness;
mod world;

pub use days::{Range, Summary, run};
pub use world::{DayReport, Trouble, live};
