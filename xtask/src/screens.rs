//! The screens' packages and their build, each done only when something newer asks for it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use anyhow::anyhow;

use crate::ending::Ending;
use crate::workspace;

/// Where the admins' page lies once it is built.
pub const ADMIN_PAGE: &str = "ui/dist-admin";

/// Installs the screens' packages when the lock file is newer, and builds the screens when a source is.
pub fn build() -> Result<(), Ending> {
    let ui = workspace::root().join("ui");
    if !is_installed(&ui) {
        // Not `npm ci`: it refuses a lock file that lacks another platform's build of an optional package, which a
        // registry mirror may not have. The lock file is obeyed and left as it is all the same.
        npm(&["install", "--no-save", "--no-audit", "--no-fund"])?;
    }
    // A build that changes nothing would still make the register, which holds the screens inside, be built again.
    if is_built(&ui) {
        Ok(())
    } else {
        npm(&["run", "build"])
    }
}

/// npm writes this file at the end of an installation.
fn is_installed(ui: &Path) -> bool {
    let installed = modified(&ui.join("node_modules/.package-lock.json"));
    installed.is_some() && installed >= modified(&ui.join("package-lock.json"))
}

/// The pages are the last files that the builds write.
fn is_built(ui: &Path) -> bool {
    let built = ["dist/index.html", "dist-admin/admin.html"].map(|page| modified(&ui.join(page)));
    built
        .iter()
        .all(|page| page.is_some() && *page >= newest(ui))
}

/// When the newest source below a folder was written; what was installed, built or serves tests alone is left out.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let times = entries.map(|entry| {
        let path = entry.path();
        let skipped = ["node_modules", "dist", "dist-admin", "e2e", "test"]
            .iter()
            .any(|name| path.ends_with(name));
        match path.is_dir() {
            _ if skipped => None,
            true => newest(&path).max(modified(&path)),
            false => modified(&path),
        }
    });
    times.max().flatten()
}

fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|m| m.modified()).ok()
}

fn npm(arguments: &[&str]) -> Result<(), Ending> {
    eprintln!("ui: npm {}", arguments.join(" "));
    let ui: PathBuf = workspace::root().join("ui");
    let out = Command::new("npm")
        .args(arguments)
        .current_dir(ui)
        .stdin(Stdio::null())
        .output()
        .map_err(|e| match e.kind() {
            ErrorKind::NotFound => {
                Ending::lacks("this machine lacks npm: install Node.js 20 or newer")
            }
            _ => Ending::from(anyhow!("npm can't be run: {e}")),
        })?;
    if out.status.success() {
        return Ok(());
    }
    eprintln!(
        "{}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
    Err(anyhow!("npm {} failed", arguments.join(" ")).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn screens_are_built_again_when_a_source_is_newer() {
        let ui = tempfile::tempdir().expect("a temporary folder");
        let write = |file: &str, seconds: u64| {
            let path = ui.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(&path, "").expect("written");
            let time =
                SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000 + seconds);
            fs::File::options()
                .write(true)
                .open(&path)
                .and_then(|f| f.set_modified(time))
                .expect("dated");
        };
        write("src/a/b.ts", 10);
        assert!(!is_built(ui.path()), "nothing is built yet");
        write("dist/index.html", 20);
        assert!(!is_built(ui.path()), "one of the two pages is missing");
        write("dist-admin/admin.html", 20);
        write("node_modules/x.js", 30);
        write("e2e/x.mjs", 30);
        assert!(is_built(ui.path()));
        write("src/a/b.ts", 25);
        assert!(!is_built(ui.path()));
    }
}
