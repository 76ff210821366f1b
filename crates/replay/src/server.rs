//! The sync server as a process of this run: started, asked over its command line, stopped, and seen to be gone.

use std::collections::BTreeMap;
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pos_stack::Process;
use rustix::process::Signal;

use crate::error::{ReplayError, during};

/// The program's name, as its process bears it.
const NAME: &str = "sync-server";
/// How long it may take until it is ready, and until it has gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the program is, where it listens and what it is told.
#[derive(Debug, Clone)]
pub struct ServerSite {
    /// The program.
    pub program: PathBuf,
    /// The services that it is attached to.
    pub env: BTreeMap<String, String>,
    /// Its own port on 127.0.0.1.
    pub port: u16,
    /// Where its output goes.
    pub log: PathBuf,
}

/// A running sync server. Dropping it ends it at once.
#[derive(Debug)]
pub struct Server {
    process: Process,
}

impl ServerSite {
    /// Where tills find it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts it and returns when it is ready.
    ///
    /// # Errors
    /// When it does not become ready.
    pub fn start(&self) -> Result<Server, ReplayError> {
        // Should this process be killed, the server goes with it; Ctrl-C at the terminal is not meant for it.
        let mut command = Command::new("setpriv");
        command
            .args(["--pdeathsig", "KILL", "--"])
            .arg(&self.program)
            .arg("serve")
            .process_group(0);
        command
            .envs(&self.env)
            .env("LISTEN", format!("127.0.0.1:{}", self.port));
        let process = Process::start(command, &self.log)?;
        let mut server = Server { process };
        let begun = Instant::now();
        while !ready(self.port) {
            if !server.process.is_alive() || begun.elapsed() > PATIENCE {
                let log = self.log.display();
                return Err(ReplayError::wrong(
                    "starting the sync server",
                    format!("it did not become ready; its log is {log}"),
                ));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// Runs one command of the program to its end and returns what it printed.
    ///
    /// # Errors
    /// When it fails.
    pub fn command(&self, arguments: &[&str]) -> Result<String, ReplayError> {
        let doing = format!("running {NAME} {}", arguments.join(" "));
        let mut command = Command::new(&self.program);
        command.args(arguments).envs(&self.env).stdin(Stdio::null());
        let done = command.output().map_err(during(&doing))?;
        if done.status.success() {
            return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&done.stderr);
        Err(ReplayError::wrong(
            doing,
            format!("it ended with {}: {}", done.status, said.trim()),
        ))
    }

    /// Whether nothing listens where it would.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        TcpStream::connect(("127.0.0.1", self.port)).is_err()
    }

    /// Whether any process below this one runs the server's program.
    #[must_use]
    pub fn has_process(&self) -> bool {
        let named = |pid: &u32| {
            std::fs::read_to_string(format!("/proc/{pid}/comm"))
                .is_ok_and(|name| name.trim() == NAME)
        };
        pos_stack::descendants(std::process::id()).iter().any(named)
    }
}

impl Server {
    /// Lets it finish what it has in hand, and returns when its process has gone.
    ///
    /// # Errors
    /// When it is still there.
    pub fn stop(mut self) -> Result<(), ReplayError> {
        self.process.stop(NAME, Signal::TERM, PATIENCE);
        if self.process.is_alive() {
            return Err(ReplayError::wrong(
                "stopping the sync server",
                "its process is still there",
            ));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.power_cut();
    }
}

fn ready(port: u16) -> bool {
    pos_stack::http_get(port, "/health/ready").is_ok_and(|answer| answer.status == 200)
}

/// The server's program, which `EVERTILL_SERVER_BIN` names. `cargo xtask` builds it and sets that.
///
/// # Errors
/// When nothing is named.
pub fn program() -> Result<PathBuf, ReplayError> {
    let named = std::env::var_os("EVERTILL_SERVER_BIN").map(PathBuf::from);
    named.ok_or_else(|| {
        let lacks =
            format!("{NAME}: run this through cargo xtask, or name it in EVERTILL_SERVER_BIN");
        ReplayError::Lacks(lacks)
    })
}
