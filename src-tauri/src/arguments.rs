//! What the program is called with.

use crate::profile::Profile;
use clap::Parser;
use std::path::PathBuf;

/// Evertill's register.
#[derive(Debug, Clone, Parser)]
#[command(
    name = "evertill-register",
    version,
    after_help = "Exit codes: 0 closed, 1 the till can't be opened, 2 usage, 3 there is no display.\n\nExample:\n  evertill-register --profile demo"
)]
pub struct Arguments {
    /// `demo` opens the demo shop, any other name a shop of its own
    #[arg(long, default_value = "demo", value_name = "NAME")]
    pub profile: Profile,
    /// The folder of this profile's data [default: evertill/NAME in the user's data folder]
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Writes what somebody needs to help, without personal data, to this file and ends
    #[arg(long, value_name = "FILE")]
    pub diagnostics: Option<PathBuf>,
    /// A file that is written when the register can scan
    #[arg(long, value_name = "FILE")]
    pub ready_file: Option<PathBuf>,
}
