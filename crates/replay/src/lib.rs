//! `cargo xtask replay`: real trading, read from a file, rung up on real tills while there is no server, drained into a
//! real server, and then counted in four places by four readers that share nothing but the question.

pub mod broker;
pub mod cache;
pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod drain;
pub mod error;
pub mod file;
pub mod fingerprint;
pub mod interrupt;
pub mod layout;
pub mod open;
pub mod places;
pub mod prepare;
pub mod progress;
pub mod registers;
pub mod report;
pub mod resend;
pub mod ring;
pub mod run;
pub mod server;
pub mod services;
pub mod sheet;
pub mod signin;
pub mod verify;
