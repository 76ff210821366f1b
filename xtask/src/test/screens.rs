//! The screens: built, linted, type-checked and tested by themselves, then in the real window.

use std::process::Command;

use anyhow::anyhow;

use super::bench::Bench;
use super::count::Count;
use crate::ending::Ending;
use crate::{artifacts, run, screens, workspace};

/// The screens by themselves.
pub fn by_themselves(bench: &Bench) -> Result<Count, Ending> {
    screens::build()?;
    let mut count = Count::one(true);
    for script in ["lint", "check"] {
        count = count.and(bench.check(&mut npm(script))?);
    }
    Ok(count.and(bench.counted(&mut npm("test"))?))
}

/// The register as it is opened, driven like a person would, against a real server and the real login page.
pub fn window(bench: &Bench) -> Result<Count, Ending> {
    let register = run::build()?;
    let server = artifacts::build("sync-server", &[])?;
    let journal = artifacts::build("journal", &[])?;
    let evidence = workspace::root().join("target/evidence/window");
    std::fs::create_dir_all(&evidence).map_err(|e| anyhow!("{}: {e}", evidence.display()))?;
    let mut command = npm("test:window");
    command.envs(bench.services()?.env());
    command
        .env("EVERTILL_REGISTER", register)
        .env("EVERTILL_SYNC_SERVER", server)
        .env("EVERTILL_JOURNAL", journal)
        .env("EVERTILL_EVIDENCE", evidence);
    Ok(bench.counted(&mut command)?)
}

/// The back office as the server serves it, in a real browser, with two admins and a cashier.
pub fn office(bench: &Bench) -> Result<Count, Ending> {
    screens::build()?;
    let server = artifacts::build("sync-server", &[])?;
    let root = workspace::root();
    let mut command = npm("test:admin");
    command.envs(bench.services()?.env());
    command
        .env("EVERTILL_SYNC_SERVER", server)
        .env("EVERTILL_ADMIN_PAGE", root.join(screens::ADMIN_PAGE))
        .env("EVERTILL_EVIDENCE", root.join("target/evidence/admin"));
    Ok(bench.counted(&mut command)?)
}

fn npm(script: &str) -> Command {
    let mut command = Command::new("npm");
    command
        .args(["run", "--silent", script])
        .current_dir(workspace::root().join("ui"));
    command
}
