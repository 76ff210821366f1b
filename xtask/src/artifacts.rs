//! Building one program of the workspace, with cargo's progress on stderr.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// Builds one program and returns its path.
pub fn build(binary: &str, features: &[&str]) -> Result<PathBuf> {
    let mut cargo = workspace::cargo();
    // Of all packages, one program: what crates share is then built with the same features as in the tests, once.
    cargo.args(["build", "--workspace", "--bin", binary]);
    for feature in features {
        cargo.args(["--features", feature]);
    }
    let status = cargo
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .context("running cargo")?;
    ensure!(status.success(), "{binary} does not build");
    Ok(workspace::target()?.join("debug").join(binary))
}
