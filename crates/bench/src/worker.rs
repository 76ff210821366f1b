//! One piece of work in a process of its own, so that the kernel counts its processor time alone.

use crate::baselines::{Done, catalogue};
use crate::cpu;
use anyhow::{Context, ensure};
use clap::Subcommand;
use pos_till::sync::Runner;
use pos_till::{Till, TillEnv};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(900);
const GLANCE: Duration = Duration::from_millis(5);

/// What a process of its own does.
#[derive(Debug, Clone, Subcommand)]
pub enum Work {
    /// A till takes its first catalogue.
    #[command(hide = true)]
    TakeCatalogue {
        /// The till's folder.
        dir: PathBuf,
    },
    /// The same rows, plainly.
    #[command(hide = true)]
    PlainCatalogue {
        /// The file to make.
        file: PathBuf,
        /// How many.
        products: u64,
    },
}

/// Does it here and prints what it came to.
pub fn run(work: &Work) -> anyhow::Result<()> {
    let done = match work {
        Work::TakeCatalogue { dir } => {
            let (begun, cpu) = (Instant::now(), cpu::of_this_process());
            let till = Arc::new(Mutex::new(Till::open(dir, TillEnv::system(dir))?));
            let runner = Runner::start(till)?;
            while runner.status().catalogue_version.is_none() {
                ensure!(
                    begun.elapsed() < PATIENCE,
                    "no catalogue: {:?}",
                    runner.status()
                );
                std::thread::sleep(GLANCE);
            }
            ensure!(runner.stop(), "the till's runner did not end");
            Done {
                wall_s: begun.elapsed().as_secs_f64(),
                cpu_s: (cpu::of_this_process() - cpu).as_secs_f64(),
            }
        }
        Work::PlainCatalogue { file, products } => catalogue::build(file, *products)?,
    };
    println!("{}", serde_json::to_string(&done)?);
    Ok(())
}

/// Has it done by a process of its own.
pub fn ask(arguments: &[&str]) -> anyhow::Result<Done> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    let output = command.output().context("starting a process")?;
    ensure!(
        output.status.success(),
        "{} ended with {}",
        arguments.join(" "),
        output.status
    );
    Ok(serde_json::from_slice(&output.stdout)?)
}
