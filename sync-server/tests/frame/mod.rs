//! The frame: health, errors, and what a write survives.

mod away;
mod command_line;
mod figures;
mod openapi;
mod writes;
