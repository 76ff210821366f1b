//! Building one program of the workspace, with cargo's progress on stderr.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// Builds one program and returns its path.
pub fn build(binary: &str, features: &[&str]) -> Result<PathBuf> {
    build_as(binary, features, &[], "debug")
}

/// As [`build`], for people to run: small and quick, and long in the making.
pub fn build_release(binary: &str, features: &[&str]) -> Result<PathBuf> {
    build_as(binary, features, &["--release"], "release")
}

fn build_as(binary: &str, features: &[&str], profile: &[&str], folder: &str) -> Result<PathBuf> {
    let mut cargo = workspace::cargo();
    // Of all packages, one program: what crates share is then built with the same features as in the tests, once. There
    // are no examples; to ask for them makes cargo count the features that tests ask for, too.
    cargo.args(["build", "--workspace", "--bin", binary, "--examples"]);
    cargo.args(profile);
    for feature in features {
        cargo.args(["--features", feature]);
    }
    let status = cargo
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .context("running cargo")?;
    ensure!(status.success(), "{binary} does not build");
    Ok(workspace::target()?.join(folder).join(binary))
}
