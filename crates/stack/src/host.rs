//! The few things that must come from the machine itself: bubblewrap, Maven, a desktop's libraries.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{StackError, progress};

/// Finds a program on the `PATH`.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(name))
        .find(|p| p.is_file())
}

/// Finds a program, and installs its Debian package when it is missing and that is allowed.
pub(crate) fn ensure_program(program: &str, package: &str) -> Result<PathBuf, StackError> {
    if find_program(program).is_none() {
        install(&[package])?;
    }
    find_program(program).ok_or_else(|| StackError::MachineLacks {
        what: format!("the program {program}"),
        how: format!("install the package {package}"),
    })
}

/// Makes sure that Debian packages are installed. Does nothing when they all are.
///
/// # Errors
/// `MachineLacks`, naming the packages, when they are missing and this user may not install them.
pub fn ensure_packages(packages: &[&str]) -> Result<(), StackError> {
    // Several callers' lists in one may name a package twice.
    let wanted: BTreeSet<&str> = packages.iter().copied().collect();
    let missing: Vec<&str> = wanted.into_iter().filter(|p| !installed(p)).collect();
    if missing.is_empty() {
        Ok(())
    } else {
        install(&missing)
    }
}

fn installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["-W", "-f", "${db:Status-Abbrev}", package])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|out| out.status.success() && out.stdout.starts_with(b"ii"))
}

fn install(packages: &[&str]) -> Result<(), StackError> {
    let lacks = |why: &str| StackError::MachineLacks {
        what: packages.join(", "),
        how: format!("{why}; run: apt-get install {}", packages.join(" ")),
    };
    if find_program("apt-get").is_none() {
        return Err(lacks("there is no apt-get here"));
    }
    let front: &[&str] = if rustix::process::geteuid().is_root() {
        &[]
    } else if can_sudo() {
        &["sudo", "-n"]
    } else {
        return Err(lacks("neither root nor sudo without a password"));
    };
    progress(&format!("installing {}", packages.join(", ")));
    let mut wanted = vec!["install", "-y", "--no-install-recommends"];
    wanted.extend(packages);
    // The package lists of a fresh machine may be absent or old: ask for new ones only when the first try fails.
    if apt_get(front, &wanted) || (apt_get(front, &["update"]) && apt_get(front, &wanted)) {
        Ok(())
    } else {
        Err(lacks("apt-get could not install them"))
    }
}

fn can_sudo() -> bool {
    find_program("sudo").is_some()
        && Command::new("sudo")
            .args(["-n", "true"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
}

fn apt_get(front: &[&str], arguments: &[&str]) -> bool {
    let mut words: Vec<&str> = front.to_vec();
    words.extend([
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-q",
        "-o",
        "DPkg::Lock::Timeout=600",
    ]);
    words.extend(arguments);
    let Ok(out) = Command::new(words[0])
        .args(&words[1..])
        .stdin(Stdio::null())
        .output()
    else {
        return false;
    };
    if !out.status.success() {
        progress(&format!("{}: {}", words.join(" "), tail(&out.stderr)));
    }
    out.status.success()
}

/// Runs a program to its end and returns what it wrote to stdout.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<String, StackError> {
    let out = command
        .stdin(Stdio::null())
        .output()
        .map_err(StackError::io(what))?;
    if out.status.success() {
        return Ok(String::from_utf8_lossy(&out.stdout).into_owned());
    }
    let mut text = out.stdout;
    text.extend(out.stderr);
    Err(StackError::Command {
        what: what.into(),
        status: out.status.to_string(),
        output: tail(&text),
    })
}

/// The last lines of some output.
pub(crate) fn tail(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(12)..].join("\n")
}

/// The last lines of a log file.
pub(crate) fn tail_of(file: &Path) -> String {
    std::fs::read(file)
        .map(|bytes| tail(&bytes))
        .unwrap_or_default()
}
