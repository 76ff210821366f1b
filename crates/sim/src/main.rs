//! `torture`: looks for the day on which the synchronisation loses or doubles something.

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use pos_sim::report::{Report, reproduce};
use pos_sim::{Range, Summary, live, run};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Looks for the day on which the synchronisation loses or doubles something.
#[derive(Parser)]
#[command(
    version,
    after_help = "Example:\n  cargo xtask torture sim --seeds 0..1000"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Simulated days over the pure functions alone
    #[command(
        after_help = "Example:\n  cargo xtask torture sim --seeds 0..1000 --json -\n\n\
        Exits 0 when every day ends well, 1 when one does not, 2 when it can't be run."
    )]
    Sim(Sim),
}

#[derive(Args)]
struct Sim {
    /// Seeds A..B, each a day of its own; B is not lived any more
    #[arg(long)]
    seeds: Range,
    /// A folder for the diary of each day that ended badly: every request, answer and mishap
    #[arg(long)]
    state: Option<PathBuf>,
    /// Writes the report as JSON; - is stdout
    #[arg(long)]
    json: Option<PathBuf>,
}

fn main() -> ExitCode {
    let Command::Sim(sim) = Cli::parse().command;
    match simulate(&sim) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("torture: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn simulate(sim: &Sim) -> anyhow::Result<bool> {
    let started = Instant::now();
    let total = sim.seeds.to - sim.seeds.from;
    let step = (total / 10).max(1);
    let summary = run(sim.seeds, |summary| {
        if summary.days % step == 0 || summary.days == total {
            eprintln!(
                "{} of {total} days, {} ended badly",
                summary.days,
                summary.failed.len()
            );
        }
    })?;
    tell(&summary);
    if let Some(folder) = &sim.state {
        keep_diaries(folder, &summary)?;
    }
    if let Some(file) = &sim.json {
        let duration_ms = u64::try_from(started.elapsed().as_millis())?;
        write_json(file, &Report::of(sim.seeds, &summary, duration_ms))?;
    }
    Ok(summary.holds())
}

/// Says on stderr what came of it.
fn tell(summary: &Summary) {
    for (seed, objections) in &summary.failed {
        for (check, what) in objections.iter().take(3) {
            eprintln!("seed {seed}: {check}: {what}");
        }
        eprintln!("  again: {}", reproduce(*seed));
    }
    let missing = summary.missing_faults();
    if !missing.is_empty() {
        let weight = if summary.has_enough_days() {
            "error"
        } else {
            "warning, more seeds are needed"
        };
        eprintln!(
            "{weight}: these faults never struck: {}",
            missing.join(", ")
        );
    }
    let facts = summary.facts;
    eprintln!(
        "{} days, {} commands (at least {} a day), {} facts, {} whose last copy a restore destroyed: {}",
        summary.days,
        summary.commands,
        summary.fewest_commands,
        facts.written,
        facts.lost,
        if summary.holds() {
            "all well"
        } else {
            "NOT WELL"
        }
    );
}

fn keep_diaries(folder: &Path, summary: &Summary) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("can't make {}", folder.display()))?;
    for (seed, _) in &summary.failed {
        let file = folder.join(format!("seed-{seed}.txt"));
        let mut diary = live(*seed, true)?.trace.join("\n");
        diary.push('\n');
        fs::write(&file, diary).with_context(|| format!("can't write {}", file.display()))?;
        eprintln!("the diary of seed {seed} is {}", file.display());
    }
    Ok(())
}

fn write_json(file: &Path, report: &Report) -> anyhow::Result<()> {
    let mut json = serde_json::to_string_pretty(report)?;
    json.push('\n');
    if file == Path::new("-") {
        io::stdout().write_all(json.as_bytes())?;
        return Ok(());
    }
    fs::write(file, json).with_context(|| format!("can't write {}", file.display()))
}
