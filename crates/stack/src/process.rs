//! One running service: bubblewrap, its process namespace, and the program inside it.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde::{Deserialize, Serialize};

use crate::processes::{descendants, stat};
use crate::{StackError, spawner};

/// A process by its number and its start in the kernel's ticks: numbers are used again, this pair is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pid: u32,
    started: u64,
}

impl Mark {
    fn of(pid: u32) -> Option<Mark> {
        stat(pid).map(|s| Mark {
            pid,
            started: s.started,
        })
    }

    fn lives(self) -> bool {
        stat(self.pid).is_some_and(|s| s.started == self.started && s.state != 'Z')
    }

    fn cut(self) {
        if self.lives() {
            send(self.pid, Signal::KILL);
        }
    }
}

/// What is written down of a process that outlives its command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedProcess {
    process: Mark,
    /// The first one below it: when that is the first of a namespace, all others end with it.
    below: Option<Mark>,
}

/// A running child, or one that an earlier command left running.
#[derive(Debug)]
pub struct Process {
    mark: Mark,
    child: Option<Child>,
}

impl Process {
    /// Starts a command with its output going to a log file.
    ///
    /// # Errors
    /// When the program can't be started or the log can't be written.
    pub fn start(mut command: Command, log: &Path) -> Result<Process, StackError> {
        let out = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(log)
            .map_err(StackError::at(log))?;
        let err = out.try_clone().map_err(StackError::at(log))?;
        let program = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(out).stderr(err);
        let child =
            spawner::spawn(command).map_err(StackError::io(format!("starting {program}")))?;
        let pid = child.id();
        let mark = Mark::of(pid).unwrap_or(Mark { pid, started: 0 });
        Ok(Process {
            mark,
            child: Some(child),
        })
    }

    /// Takes up a process that an earlier command left running; `None` when it is gone.
    #[must_use]
    pub fn attach(saved: &SavedProcess) -> Option<Process> {
        let mut process = Process {
            mark: saved.process,
            child: None,
        };
        if process.is_alive() {
            return Some(process);
        }
        // Somebody ended the outer process alone: what it kept must not hold the ports and the data.
        if let Some(below) = saved.below {
            below.cut();
            wait_for(Duration::from_secs(10), || !below.lives());
        }
        None
    }

    /// The number of the process that was started.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.mark.pid
    }

    /// What to write down so that a later command can take it up.
    #[must_use]
    pub fn saved(&self) -> SavedProcess {
        SavedProcess {
            process: self.mark,
            below: self.below().first().copied(),
        }
    }

    /// All that descends from it, nearest first.
    fn below(&self) -> Vec<Mark> {
        descendants(self.mark.pid)
            .into_iter()
            .filter_map(Mark::of)
            .collect()
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        match &mut self.child {
            Some(child) => matches!(child.try_wait(), Ok(None)),
            None => self.mark.lives(),
        }
    }

    /// The number of the process itself, or of the first one below it with this name.
    #[must_use]
    pub fn pid_of(&self, name: &str) -> Option<u32> {
        let mut all = vec![self.mark.pid];
        all.extend(descendants(self.mark.pid));
        all.into_iter()
            .find(|pid| stat(*pid).is_some_and(|s| s.name.starts_with(name)))
    }

    /// A power cut: everything of it is gone when this returns.
    pub fn power_cut(&mut self) {
        let below = self.below();
        self.end(&below);
    }

    /// A clean stop: the signal goes to the program called `name`; a power cut if it does not heed it in time.
    pub fn stop(&mut self, name: &str, signal: Signal, patience: Duration) {
        // Listed before: a helper that stays behind is nobody's child afterwards.
        let below = self.below();
        if let Some(pid) = self.pid_of(name) {
            send(pid, signal);
            wait_for(patience, || !self.is_alive());
        }
        self.end(&below);
    }

    /// Ends what is left of it. The first one below is the namespace's first process: all others end with that one.
    fn end(&mut self, below: &[Mark]) {
        below.iter().for_each(|mark| mark.cut());
        if self.is_alive() {
            send(self.mark.pid, Signal::KILL);
        }
        let patience = Duration::from_secs(10);
        wait_for(patience, || {
            !self.is_alive() && !below.iter().any(|mark| mark.lives())
        });
    }
}

fn send(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    if let Some(pid) = pid {
        // It may have ended in between: then there is nothing left to do.
        let _ = kill_process(pid, signal);
    }
}

/// Asks until the answer is yes or patience ends.
pub(crate) fn wait_for(patience: Duration, mut done: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    loop {
        if done() {
            return true;
        }
        if begun.elapsed() > patience {
            return false;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
