//! One bubblewrap command line: a program of the folder, as an ordinary user, in namespaces of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::manifest;

/// A way to run programs of the folder.
#[derive(Debug, Clone)]
pub(crate) struct Sandbox {
    root: PathBuf,
    writable_root: bool,
    binds: Vec<(PathBuf, String, bool)>,
    env: Vec<(String, String)>,
    outlives_us: bool,
}

impl Sandbox {
    /// A sandbox over the folder at `root`, which it can only read.
    pub(crate) fn new(root: &Path) -> Sandbox {
        Sandbox {
            root: root.into(),
            writable_root: false,
            binds: Vec::new(),
            env: Vec::new(),
            outlives_us: false,
        }
    }

    /// Lets the program write to the folder itself; only while it is built.
    pub(crate) fn writable_root(mut self) -> Sandbox {
        self.writable_root = true;
        self
    }

    /// Shows `from` at `to`, writable.
    pub(crate) fn bind(mut self, from: &Path, to: &str) -> Sandbox {
        self.binds.push((from.into(), to.into(), true));
        self
    }

    /// Shows `from` at `to`, read-only.
    pub(crate) fn bind_read_only(mut self, from: &Path, to: &str) -> Sandbox {
        self.binds.push((from.into(), to.into(), false));
        self
    }

    /// Sets one environment variable; the machine's own are not passed on.
    pub(crate) fn env(mut self, name: &str, value: impl Into<String>) -> Sandbox {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Lets the program live on when this process ends, in a session of its own.
    pub(crate) fn outlives_us(mut self, yes: bool) -> Sandbox {
        self.outlives_us = yes;
        self
    }

    /// The command for one program of the folder; arguments can be added to it.
    pub(crate) fn command(self, program: &str) -> Command {
        let mut command = if self.outlives_us {
            let mut command = Command::new("setsid");
            command.arg("bwrap");
            command
        } else {
            let mut command = Command::new("bwrap");
            command.arg("--die-with-parent");
            command
        };
        // Variables go through bwrap's own environment, not its arguments: those can be read by every user of the machine.
        command.env_clear();
        let path = std::env::var_os("PATH").unwrap_or_default();
        command
            .arg(if self.writable_root {
                "--bind"
            } else {
                "--ro-bind"
            })
            .arg(&self.root)
            .arg("/");
        command.args([
            "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", "/run",
        ]);
        for (from, to, writable) in &self.binds {
            command
                .arg(if *writable { "--bind" } else { "--ro-bind" })
                .arg(from)
                .arg(to);
        }
        command.args([
            "--unshare-user",
            "--unshare-pid",
            "--unshare-ipc",
            "--uid",
            "1000",
            "--gid",
            "1000",
            "--chdir",
            "/",
        ]);
        command
            .env("PATH", path)
            .args(["--setenv", "PATH", &self.path_inside()]);
        command
            .env("HOME", "/data")
            .env("LANG", "C.UTF-8")
            .env("JAVA_HOME", format!("/{}", self.java_home()));
        command.envs(self.env);
        command.arg(program);
        command
    }

    fn java_home(&self) -> String {
        manifest::resolve(&self.root, "usr/lib/jvm/java-21-openjdk-*").unwrap_or_default()
    }

    fn path_inside(&self) -> String {
        format!(
            "/{}/bin:/usr/lib/postgresql/17/bin:/usr/sbin:/usr/bin",
            self.java_home()
        )
    }
}
