//! What the suites share: the services, started beside the long builds, and running a command with its results counted.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result, anyhow};
use pos_stack::{Stack, StackError, StackOptions};

use super::count::Count;
use super::failing;
use crate::ending::Ending;
use crate::workspace;

type Starting = JoinHandle<Result<Stack, StackError>>;

/// The place where the suites run.
pub struct Bench {
    starting: Mutex<Option<Starting>>,
    stack: OnceLock<Stack>,
    not_checked: Mutex<Vec<String>>,
    failing: Mutex<Vec<String>>,
    /// Where tests may leave what a person wants to look at afterwards, and where generated files are compared.
    pub scratch: PathBuf,
}

impl Bench {
    /// Begins to start the services; nobody waits for them yet.
    pub fn with_services() -> Result<Bench> {
        let bench = Bench::without_services()?;
        let dir = bench.scratch.join("services");
        let start = move || Stack::start(StackOptions::new(dir).without_fsync());
        *bench
            .starting
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(std::thread::spawn(start));
        Ok(bench)
    }

    /// A place for suites that need no services.
    pub fn without_services() -> Result<Bench> {
        let scratch = workspace::target()?.join("test-run");
        if scratch.exists() {
            std::fs::remove_dir_all(&scratch)
                .with_context(|| format!("emptying {}", scratch.display()))?;
        }
        std::fs::create_dir_all(&scratch)
            .with_context(|| format!("making {}", scratch.display()))?;
        Ok(Bench {
            starting: Mutex::default(),
            stack: OnceLock::new(),
            not_checked: Mutex::default(),
            failing: Mutex::default(),
            scratch,
        })
    }

    /// The running services.
    pub fn services(&self) -> Result<&Stack, Ending> {
        let starting = self
            .starting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(starting) = starting {
            let stack = starting
                .join()
                .map_err(|_| anyhow!("starting the services panicked"))??;
            return Ok(self.stack.get_or_init(|| stack));
        }
        self.stack
            .get()
            .ok_or_else(|| anyhow!("this suite was not given services").into())
    }

    /// Fails early when the services could not be started: nobody should wait an hour to read that.
    pub fn still_has_services(&self) -> Result<(), Ending> {
        let finished = self
            .starting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .is_some_and(JoinHandle::is_finished);
        if finished {
            self.services().map(|_| ())
        } else {
            Ok(())
        }
    }

    /// The versions as the services report them; empty when none were started.
    pub fn versions(&self) -> Result<BTreeMap<String, String>, Ending> {
        Ok(match self.stack.get() {
            Some(stack) => stack.versions()?,
            None => BTreeMap::new(),
        })
    }

    /// Notes something that this machine can't check, so that it is never taken for checked.
    pub fn could_not_check(&self, what: impl Into<String>) {
        self.not_checked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(what.into());
    }

    /// What could not be checked.
    pub fn not_checked(&self) -> Vec<String> {
        self.not_checked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Notes the cases of which this output says that they failed.
    pub fn name_failing(&self, output: &str) {
        let names = output.lines().filter_map(failing::of_line);
        self.failing().extend(names.map(str::to_owned));
    }

    /// What failed since this was last asked.
    pub fn take_failing(&self) -> Vec<String> {
        std::mem::take(&mut *self.failing())
    }

    fn failing(&self) -> MutexGuard<'_, Vec<String>> {
        self.failing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a command, shows its output on stderr, and counts its results.
    pub fn counted(&self, command: &mut Command) -> Result<Count> {
        let (output, succeeded) = watched(command)?;
        self.name_failing(&output);
        let counts = output.lines().filter_map(Count::of_line);
        let counted = counts.fold(None, |sum: Option<Count>, count| {
            Some(sum.unwrap_or_default().and(count))
        });
        Ok(Count::of_program(counted, succeeded))
    }

    /// Runs a command as one check.
    pub fn check(&self, command: &mut Command) -> Result<Count> {
        let (_, succeeded) = watched(command)?;
        if !succeeded {
            self.failing().push(in_words(command));
        }
        Ok(Count::one(succeeded))
    }
}

/// The program's name without its folder, and what it was given.
fn in_words(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs a command with its output shown on stderr; returns the output and whether it succeeded.
pub fn watched(command: &mut Command) -> Result<(String, bool)> {
    let name = command.get_program().to_string_lossy().into_owned();
    command
        .env("NO_COLOR", "1")
        .env("CARGO_TERM_COLOR", "never");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("running {name}"))?;
    let output = Arc::new(Mutex::new(String::new()));
    let readers = [
        child.stdout.take().map(|s| collect(s, output.clone())),
        child.stderr.take().map(|s| collect(s, output.clone())),
    ];
    let status = child
        .wait()
        .with_context(|| format!("waiting for {name}"))?;
    for reader in readers.into_iter().flatten() {
        reader
            .join()
            .map_err(|_| anyhow!("reading the output of {name} panicked"))?;
    }
    let output = std::mem::take(&mut *output.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((output, status.success()))
}

fn collect(stream: impl Read + Send + 'static, output: Arc<Mutex<String>>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes).is_ok_and(|n| n > 0) {
            let line = String::from_utf8_lossy(&bytes);
            eprint!("{line}");
            output
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push_str(&line);
            bytes.clear();
        }
    })
}
