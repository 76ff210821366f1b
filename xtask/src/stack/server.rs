//! The sync server beside the four services of a stack that stays.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use pos_stack::{Process, SavedProcess};
use rustix::process::Signal;
use serde::{Deserialize, Serialize};

use super::report::Line;
use crate::{artifacts, screens, workspace};

const NAME: &str = "sync-server";

#[derive(Serialize, Deserialize)]
struct Saved {
    port: u16,
    process: Option<SavedProcess>,
}

/// A running sync server.
pub struct Server {
    port: u16,
    process: Process,
}

impl Server {
    /// Builds the program.
    pub fn build() -> Result<PathBuf> {
        artifacts::build(NAME, &[])
    }

    /// Starts it on its saved port, unless it runs already.
    pub fn start(dir: &Path, program: &Path, env: &BTreeMap<String, String>) -> Result<Server> {
        if let Some(server) = Server::attach(dir)? {
            return Ok(server);
        }
        let port = match pos_stack::read_json::<Saved>(&file(dir))? {
            Some(saved) => saved.port,
            None => pos_stack::free_port()?,
        };
        let log = dir.join("logs").join("sync-server.log");
        let mut command = Command::new("setsid");
        command
            .arg(program)
            .arg("serve")
            .envs(env)
            .env("LISTEN", format!("127.0.0.1:{port}"))
            .current_dir(dir);
        // The back office, where it has been built.
        let page = workspace::root().join(screens::ADMIN_PAGE);
        if page.is_dir() {
            command.env("ADMIN_DIR", page);
        }
        let process = Process::start(command, &log)?;
        pos_stack::write_json(
            &file(dir),
            &Saved {
                port,
                process: Some(process.saved()),
            },
        )?;
        let mut server = Server { port, process };
        let begun = Instant::now();
        while !server.is_ready() {
            if !server.process.is_alive() || begun.elapsed() > Duration::from_secs(60) {
                server.process.power_cut();
                bail!(
                    "the sync server did not become ready; its log is {}",
                    log.display()
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// Takes up the one that an earlier command left running.
    pub fn attach(dir: &Path) -> Result<Option<Server>> {
        let Some(Saved {
            port,
            process: Some(process),
        }) = pos_stack::read_json(&file(dir))?
        else {
            return Ok(None);
        };
        Ok(Process::attach(&process).map(|process| Server { port, process }))
    }

    /// Lets it finish what it has in hand, then ends it; the port stays its own.
    pub fn stop(mut self, dir: &Path) -> Result<()> {
        self.process
            .stop(NAME, Signal::TERM, Duration::from_secs(30));
        Ok(pos_stack::write_json(
            &file(dir),
            &Saved {
                port: self.port,
                process: None,
            },
        )?)
    }

    /// Where tills find it.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What `stack` says of it.
    pub fn line(&self) -> Line {
        let hello = pos_stack::http_get(self.port, "/v1/hello").ok();
        let version = hello.and_then(|h| h.json()["version"].as_str().map(str::to_owned));
        Line {
            name: NAME.into(),
            url: self.url(),
            pid: self.process.pid_of(NAME),
            version,
            healthy: self.is_ready(),
        }
    }

    /// What `stack` says when there is none.
    pub fn none() -> Line {
        Line {
            name: NAME.into(),
            url: String::new(),
            pid: None,
            version: None,
            healthy: false,
        }
    }

    fn is_ready(&self) -> bool {
        pos_stack::http_get(self.port, "/health/ready").is_ok_and(|answer| answer.status == 200)
    }
}

fn file(dir: &Path) -> PathBuf {
    dir.join("sync-server.json")
}
