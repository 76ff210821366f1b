//! Development tools of one exact version, installed once for all checkouts when they are absent.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};

use super::bench::watched;
use crate::ending::Ending;

/// Returns the program of a tool from crates.io, after installing it when it is absent.
pub fn tool(package: &str, program: &str, version: &str) -> Result<PathBuf, Ending> {
    let folder = pos_stack::tools_dir(&format!("{package}-{version}"))?;
    let path = folder.join("bin").join(program);
    if !path.is_file() {
        install(package, version, &folder)?;
    }
    Ok(path)
}

/// Returns the program of a tool from PyPI, after installing it in an environment of its own when it is absent.
pub fn python_tool(package: &str, program: &str, version: &str) -> Result<PathBuf, Ending> {
    let folder = pos_stack::tools_dir(&format!("{package}-{version}"))?;
    let path = folder.join("bin").join(program);
    if !path.is_file() {
        eprintln!("installing {package} {version}, once for this machine");
        let mut python = Command::new("python3");
        python.args(["-m", "venv", "--clear"]).arg(&folder);
        let mut pip = Command::new(folder.join("bin").join("pip"));
        pip.args(["install", "--quiet", "--disable-pip-version-check"])
            .arg(format!("{package}=={version}"));
        let installed = watched(&mut python)?.1 && watched(&mut pip)?.1;
        if !installed {
            let what = format!("{package} {version} can't be installed from PyPI");
            return Err(Ending::lacks(what));
        }
    }
    Ok(path)
}

fn install(package: &str, version: &str, folder: &std::path::Path) -> Result<()> {
    eprintln!("installing {package} {version}, once for this machine");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args([
            "install",
            "--locked",
            "--quiet",
            "--version",
            version,
            "--root",
        ])
        .arg(folder)
        .arg(package);
    // Its own target folder goes away with the build; ours stays free of its crates.
    cargo.env_remove("CARGO_TARGET_DIR").current_dir("/");
    ensure!(
        watched(&mut cargo)?.1,
        "{package} {version} can't be installed"
    );
    Ok(())
}
