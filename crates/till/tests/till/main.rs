//! What a register promises, tested on real files: one program, so that it links once.

mod bad_input;
mod catalogue;
mod discounts;
mod fixture;
mod journal;
mod opening;
mod other_protocol;
mod program;
mod random;
mod selling;
mod support;
