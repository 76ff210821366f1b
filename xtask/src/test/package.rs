//! The Debian package as a shop meets it: installed in a clean root folder, started, upgraded over a till.db with unsent
//! entries, removed. Two versions of it differ in their number alone; the program inside is the debug build.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::bench::Bench;
use super::count::Count;
use crate::ending::Ending;
use crate::package::{NAME, pack, said};
use crate::{artifacts, run, workspace};

/// The till of an older version, with five entries that no server has.
const OLD_TILL: &str = "crates/till/tests/fixtures/v0_1";

/// The older package. The newer one has this workspace's own version.
const OLDER: &str = "0.0.9";

/// How long a window may take on a slow machine until the register can scan.
const READY: Duration = Duration::from_secs(90);

/// Every step is one check; the first that fails ends the walk.
pub fn installed(bench: &Bench) -> Result<Count, Ending> {
    let register = run::build()?;
    let journal = artifacts::build("journal", &[])?;
    let out = bench.scratch.join("package");
    let newer = env!("CARGO_PKG_VERSION");
    let packages = [pack(&register, OLDER, &out)?, pack(&register, newer, &out)?];
    let machine = Machine::clean(&out.join("root"))?;
    let mut count = Count::default();
    for (about, holds) in walk(&machine, &packages, newer, &journal)? {
        let line = format!("{} package: {about}", if holds { "ok" } else { "FAILED" });
        eprintln!("{line}");
        bench.name_failing(&line);
        count = count.and(Count::one(holds));
    }
    Ok(count)
}

fn walk(
    machine: &Machine,
    [old, new]: &[PathBuf; 2],
    newer: &str,
    journal: &Path,
) -> Result<Vec<(&'static str, bool)>> {
    let mut steps = Vec::new();
    machine.dpkg(&["--install", &old.to_string_lossy()])?;
    steps.push((
        "the older version is installed",
        machine.version()? == OLDER,
    ));
    steps.push(("it starts in a new shop's folder", machine.starts("demo")?));
    let shop = machine.data("shop");
    copy(&workspace::root().join(OLD_TILL), &shop)?;
    let before = verified(journal, &shop)?;
    steps.push(("the old till has unsent entries", before["unsent"] == 5));
    machine.dpkg(&["--install", &new.to_string_lossy()])?;
    steps.push((
        "the newer version takes its place",
        machine.version()? == newer,
    ));
    steps.push(("it starts on the old till", machine.starts("shop")?));
    let after = verified(journal, &shop)?;
    steps.push((
        "the unsent entries are all there",
        after["unsent"].as_u64() >= Some(5),
    ));
    machine.dpkg(&["--remove", NAME])?;
    let program = machine.root.join("usr/bin/evertill-register");
    steps.push(("it is removed", !program.exists()));
    let left = verified(journal, &shop)?;
    steps.push((
        "the shop's data is untouched",
        left["head"] == after["head"],
    ));
    Ok(steps)
}

/// A root folder with a package database of its own.
struct Machine {
    root: PathBuf,
}

impl Machine {
    fn clean(root: &Path) -> Result<Machine> {
        for folder in ["info", "updates", "triggers"] {
            let folder = root.join("var/lib/dpkg").join(folder);
            fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        }
        fs::write(root.join("var/lib/dpkg/status"), "").context("making an empty database")?;
        let root = root.to_path_buf();
        Ok(Machine { root })
    }

    /// What the package needs is on the machine, not in this folder: dpkg is told not to look for it.
    fn dpkg(&self, arguments: &[&str]) -> Result<()> {
        let mut dpkg = match rustix::process::geteuid().is_root() {
            true => Command::new("dpkg"),
            // Files belong to root: an ordinary user is root in a namespace of his own.
            false => {
                let mut unshare = Command::new("unshare");
                unshare.args(["--map-root-user", "dpkg"]);
                unshare
            }
        };
        dpkg.arg(format!("--root={}", self.root.display()));
        said(dpkg.arg("--force-depends").args(arguments)).map(drop)
    }

    fn version(&self) -> Result<String> {
        let mut query = Command::new("dpkg-query");
        query.arg(format!("--admindir={}/var/lib/dpkg", self.root.display()));
        said(query.args(["--show", "--showformat=${Version}", NAME]))
    }

    fn home(&self) -> PathBuf {
        self.root.join("home/shop")
    }

    fn data(&self, profile: &str) -> PathBuf {
        self.home().join(".local/share/evertill").join(profile)
    }

    /// Whether the installed register comes to where it can scan.
    fn starts(&self, profile: &str) -> Result<bool> {
        let ready = self.root.join("ready");
        let _ = fs::remove_file(&ready);
        fs::create_dir_all(self.home()).context("making a home")?;
        let mut command = Command::new("xvfb-run");
        command
            .args([
                "-a",
                "-s",
                "-screen 0 1280x800x24",
                "dbus-run-session",
                "--",
            ])
            .arg(self.root.join("usr/bin/evertill-register"))
            .args(["--profile", profile, "--ready-file"])
            .arg(&ready)
            .env("HOME", self.home())
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("XDG_") {
                command.env_remove(name);
            }
        }
        let mut window = command
            .process_group(0)
            .spawn()
            .context("running xvfb-run")?;
        let begun = Instant::now();
        let came = loop {
            if ready.exists() {
                break true;
            }
            if begun.elapsed() > READY || window.try_wait().is_ok_and(|ended| ended.is_some()) {
                break false;
            }
            std::thread::sleep(Duration::from_millis(100));
        };
        end(&mut window);
        Ok(came)
    }
}

/// Ends a window and all that it started.
fn end(window: &mut Child) {
    let group = i32::try_from(window.id()).ok();
    if let Some(group) = group.and_then(rustix::process::Pid::from_raw) {
        // It may have ended by itself.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = window.wait();
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("making {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

/// What `journal verify` says of the till in `folder`.
fn verified(journal: &Path, folder: &Path) -> Result<Value> {
    let mut verify = Command::new(journal);
    verify
        .arg("verify")
        .arg(folder.join("till.db"))
        .args(["--json", "-"]);
    let told: Value = serde_json::from_str(&said(&mut verify)?).context("reading the verdict")?;
    ensure!(told["error"].is_null(), "{}", told["error"]);
    Ok(told)
}
