//! A screen that nobody sees, for the windows that are measured.

use anyhow::Context;
use pos_replay::error::ReplayError;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running X server. Dropping it ends it.
pub struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    /// Starts one that chooses its own number.
    pub fn open() -> anyhow::Result<Screen> {
        let mut command = Command::new("setpriv");
        command
            .args(["--pdeathsig", "KILL", "--", "Xvfb", "-displayfd", "1"])
            .args(["-screen", "0", "1920x1080x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = command.spawn().context("starting Xvfb")?;
        let out = server.stdout.take().context("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(out).read_line(&mut number)?;
        if number.trim().is_empty() {
            server.wait()?;
            let lacks = "Xvfb: install the package xvfb";
            return Err(ReplayError::Lacks(lacks.to_owned()).into());
        }
        let name = format!(":{}", number.trim());
        Ok(Screen { server, name })
    }

    /// What `DISPLAY` has to be.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It ends by itself with this process, should that fail.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
