//! What the core promises, from the outside: one program, so that it is linked once.

mod bad_input;
mod barcodes;
mod basket;
mod figures;
mod given;
mod labels;
mod numbers;
mod orders;
mod paying;
mod returning;
mod shift;
mod tenders;
mod totals;
