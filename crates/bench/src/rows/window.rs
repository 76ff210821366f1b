//! Row h: the register's window against an empty one, built and opened in the same way.

use super::Bench;
use crate::cpu;
use crate::figure::{Bar, Figure, Pair, ReadBack};
use crate::screen::Screen;
use crate::stats::median;
use crate::tills;
use anyhow::{Context, ensure};
use pos_stack::descendants;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names the programs, which `cargo xtask bench` builds.
const REGISTER: &str = "EVERTILL_REGISTER_BIN";
const EMPTY: &str = "EVERTILL_EMPTY_SHELL_BIN";
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(1);
/// How long the last window of a run is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);
/// The openings of one run: one differs from the next by more than the bar leaves.
const OPENINGS: usize = 15;

/// What one opening of a window came to; of several, the time and the processor in the middle, and the memory of the last.
#[derive(Clone, Copy)]
struct Opened {
    ready_ms: f64,
    memory_mib: f64,
    cpu_s: f64,
}

impl Opened {
    fn of(openings: &[Opened]) -> Opened {
        let middle = |pick: fn(&Opened) -> f64| median(&Vec::from_iter(openings.iter().map(pick)));
        Opened {
            ready_ms: middle(|opened| opened.ready_ms),
            memory_mib: openings.last().map_or(0.0, |opened| opened.memory_mib),
            cpu_s: middle(|opened| opened.cpu_s),
        }
    }
}

/// Measures it, in milliseconds from the start of the process on, and in MiB of all its processes.
pub fn measure(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    let (runs, dir, products) = (bench.runs, bench.dir.join("window"), bench.scaled(100_000));
    let (register, empty) = (program(REGISTER)?, program(EMPTY)?);
    let (data, ready) = (dir.join("till"), dir.join("ready"));
    fs::create_dir_all(&data)?;
    drop(tills::with_products(&data, products)?);
    let screen = Screen::open()?;
    let both = |rest| {
        let mut ours = Command::new(&register);
        ours.args(["--profile", "demo", "--data-dir"]).arg(&data);
        ours.arg("--ready-file").arg(&ready);
        let mut plain = Command::new(&empty);
        plain.arg(&ready);
        let ours = open(ours, &screen, &dir, &ready, rest)?;
        Ok((ours, open(plain, &screen, &dir, &ready, rest)?))
    };
    // The first opening of either reads its program from the disk.
    both(Duration::ZERO)?;
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let rests = (1..=OPENINGS).map(|nth| match nth {
            OPENINGS => IDLE,
            _ => Duration::ZERO,
        });
        let opened = rests.map(both).collect::<anyhow::Result<Vec<_>>>()?;
        let (ours, plain): (Vec<_>, Vec<_>) = opened.into_iter().unzip();
        let (ours, plain) = (Opened::of(&ours), Opened::of(&plain));
        let pair = |of: fn(&Opened) -> f64| Pair {
            ours: of(&ours),
            baseline: of(&plain),
            cpu_s: ours.cpu_s,
        };
        times.push(pair(|opened| opened.ready_ms));
        memory.push(pair(|opened| opened.memory_mib));
    }
    let mut back = ReadBack::default();
    back.ours.insert("products".into(), products.to_string());
    let bar = Bar::AtMost(1.2);
    Ok(vec![
        Figure::of("h", "ms", bar, &times, &back),
        Figure::of("h-memory", "MiB", bar, &memory, &back),
    ])
}

fn program(name: &str) -> anyhow::Result<OsString> {
    std::env::var_os(name)
        .with_context(|| format!("{name} names no program; cargo xtask bench sets it"))
}

/// Opens a window on `screen`, waits until it says that it is ready, leaves it alone for `rest`, reads its memory and ends it.
fn open(
    mut command: Command,
    screen: &Screen,
    home: &Path,
    ready: &Path,
    rest: Duration,
) -> anyhow::Result<Opened> {
    if ready.exists() {
        fs::remove_file(ready)?;
    }
    // No session bus and a home of its own, for both alike.
    command
        .env("DISPLAY", screen.name())
        .env("HOME", home)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let begun = Instant::now();
    let mut window = command.spawn().context("opening a window")?;
    while !ready.exists() {
        ensure!(begun.elapsed() < PATIENCE, "the window is not ready");
        ensure!(window.try_wait()?.is_none(), "the window closed at once");
        std::thread::sleep(GLANCE);
    }
    let took = begun.elapsed();
    let mut all = descendants(window.id());
    all.push(window.id());
    let cpu_s = all.iter().map(|pid| cpu::of(*pid)).sum::<Duration>();
    std::thread::sleep(rest);
    let memory = all
        .iter()
        .map(|pid| resident(*pid))
        .sum::<anyhow::Result<f64>>()?;
    window.kill()?;
    window.wait()?;
    // Its web processes see that they are alone and end; one that nobody has waited for yet has no memory any more.
    while all.iter().any(|pid| resident(*pid).is_ok()) {
        std::thread::sleep(GLANCE);
    }
    Ok(Opened {
        ready_ms: took.as_secs_f64() * 1e3,
        memory_mib: memory,
        cpu_s: cpu_s.as_secs_f64(),
    })
}

/// The memory of a process in MiB; what it shares counts in shares (PSS).
fn resident(pid: u32) -> anyhow::Result<f64> {
    let file = format!("/proc/{pid}/smaps_rollup");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {file}"))?;
    let line = text.lines().find(|line| line.starts_with("Pss:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    let kib: f64 = kib.context("the kernel tells no PSS")?.parse()?;
    Ok(kib / 1024.0)
}
