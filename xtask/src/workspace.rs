//! Where this checkout and what it builds lie.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The root of this checkout.
pub fn root() -> PathBuf {
    // Cargo says where the package lies now; the compiled-in path is that of the build, which a shared target folder may outlive.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A cargo command in this checkout.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    // What cargo told this program about its own package: some build scripts watch these names, and would run again
    // for every crate whenever a build is started from here instead of from a shell.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name.as_ref());
        }
    }
    // Queries are checked against the committed data, whatever DATABASE_URL is set for the programs themselves.
    command.env("SQLX_OFFLINE", "true");
    command
}

/// The folder in which cargo builds.
pub fn target() -> Result<PathBuf> {
    let out = cargo()
        .args(["metadata", "--format-version=1", "--no-deps"])
        .output()
        .context("running cargo metadata")?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&out.stdout).context("cargo metadata gave no JSON")?;
    let folder = metadata["target_directory"]
        .as_str()
        .context("cargo metadata names no target folder")?;
    Ok(PathBuf::from(folder))
}

/// The folder that keeps what people work with in this checkout, `cargo clean` or not.
pub fn state() -> Result<PathBuf> {
    let base = std::env::var_os("XDG_STATE_HOME")
        .filter(|v| !v.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".local/state")))
        .context("neither HOME nor XDG_STATE_HOME is set")?;
    let root = root().canonicalize().context("finding this checkout")?;
    let hash = Sha256::digest(root.as_os_str().as_encoded_bytes());
    let name: String = hash.iter().take(5).map(|b| format!("{b:02x}")).collect();
    Ok(base.join("evertill").join(name))
}
