//! The sync server: it keeps the facts that tills write, makes the books out of them, and hands the catalogue out.
//!
//! Arrows: platform <- modules <- sync <- app. A module names of another module nothing but its `contract`.

mod admin;
pub mod app;
pub mod cli;
pub mod config;
mod figures;
pub mod modules;
mod ops;
pub mod platform;
pub mod problem;
pub mod sync;
