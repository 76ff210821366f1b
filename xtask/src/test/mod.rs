//! `cargo xtask test`: installs what is missing, starts services of its own, runs everything, counts it.

mod api;
mod bench;
mod count;
mod failing;
mod hygiene;
mod package;
mod report;
mod rust;
mod screens;
mod sqlx;
mod suites;
mod tools;
mod vectors;

use std::fs::File;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, anyhow};
use clap::Args;
use pos_stack::Service;

use crate::ending::Ending;
use crate::{interrupt, workspace};
use bench::Bench;
use count::Count;
use report::Report;
use suites::{SUITES, Suite};

#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo xtask test\n  cargo xtask test --suite rust\n  cargo xtask test --json result.json"
)]
pub struct TestArgs {
    /// Runs one suite only.
    #[arg(long, value_parser = suites::names())]
    suite: Option<String>,
    /// Writes the result as JSON; `-` is stdout.
    #[arg(long)]
    json: Option<PathBuf>,
}

/// Runs the suites one after the other: side by side they would fight over a small machine.
pub fn run(args: &TestArgs) -> Result<Ending, Ending> {
    let begun = Instant::now();
    let chosen: Vec<&Suite> = SUITES
        .iter()
        .filter(|s| args.suite.as_ref().is_none_or(|name| s.name == name))
        .collect();
    interrupt::end_children_on_interrupt()?;
    let _lock = only_one_here()?;
    // Asked for before the long builds: whoever must install something should not wait an hour to read so.
    let packages: Vec<&str> = chosen
        .iter()
        .flat_map(|s| s.packages)
        .copied()
        .flatten()
        .copied()
        .collect();
    pos_stack::ensure_packages(&packages)?;
    let bench = if chosen.iter().any(|s| s.needs_services) {
        pos_stack::check_programs(&Service::ALL)?;
        Bench::with_services()?
    } else {
        Bench::without_services()?
    };
    let mut report = Report::default();
    let outcome = run_all(&chosen, &bench, &mut report);
    drop(bench);
    interrupt::end_children();
    outcome?;
    report.show(args.json.as_deref(), begun.elapsed())?;
    Ok(if report.holds() {
        Ending::holds()
    } else {
        Ending::wrong()
    })
}

fn run_all(chosen: &[&Suite], bench: &Bench, report: &mut Report) -> Result<(), Ending> {
    for suite in chosen {
        eprintln!("\n== {}: {}", suite.name, suite.about);
        let begun = Instant::now();
        let count = match (suite.run)(bench) {
            // What does not build is a failure like any other: the other suites still have something to say.
            Err(ending) if ending.is_wrong() => {
                ending.report();
                Count::one(false)
            }
            ended => ended?,
        };
        eprintln!(
            "== {}: {count} in {} s",
            suite.name,
            begun.elapsed().as_secs()
        );
        let mut failing = bench.take_failing();
        if count.failed > 0 && failing.is_empty() {
            failing.push(suite.about.to_owned());
        }
        report.add(suite.name, count, failing);
        bench.still_has_services()?;
    }
    report.not_checked = bench.not_checked();
    report.services = bench.versions()?;
    Ok(())
}

/// Two test commands in one checkout would delete each other's services.
fn only_one_here() -> Result<File, Ending> {
    let folder = workspace::target()?;
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let path = folder.join("test-run.lock");
    let lock = File::create(&path).with_context(|| format!("making {}", path.display()))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(Ending::usage(
            "another cargo xtask test is running in this checkout",
        )),
        Err(std::fs::TryLockError::Error(e)) => Err(anyhow!("{}: {e}", path.display()).into()),
    }
}
