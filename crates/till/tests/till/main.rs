//! What a register promises, tested on real files: one program, so that it links once.

mod asking;
mod bad_input;
mod catalogue;
mod diagnostics;
mod discounts;
mod drawer;
mod fixture;
mod heads;
mod holding;
mod journal;
mod labels;
mod leave;
mod opening;
mod other_protocol;
mod paying;
mod people;
mod pins;
mod program;
mod random;
mod returning;
mod revoked;
mod scheduled;
mod secrets;
mod selling;
mod support;
