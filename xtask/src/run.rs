//! `cargo xtask run`: builds the register with its screens and opens it.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, anyhow};
use clap::Args;

use crate::artifacts;
use crate::ending::Ending;
use crate::{interrupt, packages, screens};

#[derive(Args)]
#[command(after_help = "Example:\n  cargo xtask run --profile demo")]
pub struct RunArgs {
    /// The demo shop, or a name of your own: each keeps its own data.
    #[arg(long, default_value = "demo")]
    profile: String,
    /// Where the register keeps its data.
    #[arg(long)]
    data_dir: Option<PathBuf>,
    /// Written when the register can scan.
    #[arg(long)]
    ready_file: Option<PathBuf>,
}

/// Builds and becomes the register.
pub fn run(args: &RunArgs) -> Result<Ending, Ending> {
    if !has_display() {
        return Err(Ending::lacks(
            "this machine lacks a display: set DISPLAY or WAYLAND_DISPLAY, or run it under xvfb-run",
        ));
    }
    interrupt::end_children_on_interrupt()?;
    pos_stack::ensure_packages(&packages::DESKTOP)?;
    let program = build()?;
    let mut command = Command::new(&program);
    command.arg("--profile").arg(&args.profile);
    for (name, value) in [
        ("--data-dir", &args.data_dir),
        ("--ready-file", &args.ready_file),
    ] {
        if let Some(value) = value {
            command
                .arg(name)
                .arg(std::path::absolute(value).context("finding a path")?);
        }
    }
    interrupt::leave_children_alone();
    let error = command.exec();
    Err(anyhow!("{} can't be run: {error}", program.display()).into())
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

/// Builds the register for a shop.
pub fn build_release() -> Result<PathBuf, Ending> {
    screens::build()?;
    Ok(artifacts::build_release(
        "evertill-register",
        &["pos-desktop/custom-protocol"],
    )?)
}

/// Builds the register as it is opened: with its screens inside.
pub fn build() -> Result<PathBuf, Ending> {
    screens::build()?;
    Ok(artifacts::build(
        "evertill-register",
        &["pos-desktop/custom-protocol"],
    )?)
}
