//! Opens the register's window.

use clap::Parser;
use pos_desktop::arguments::Arguments;
use pos_desktop::window;
use std::process::ExitCode;

fn main() -> ExitCode {
    match window::run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("evertill-register: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
