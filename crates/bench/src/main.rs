//! The program behind `cargo xtask bench`: what the path of a sale costs, each figure beside the plainest fast code that
//! does the same work in the same run.

#![allow(clippy::float_arithmetic, reason = "times and ratios are no money")]

mod alone;
mod baselines;
mod cli;
mod cpu;
mod figure;
mod goods;
mod history;
mod orders;
#[cfg(test)]
mod page;
mod report;
mod rows;
mod screen;
mod shop;
mod sqlite;
mod stats;
mod tills;
mod worker;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
