//! A private apt: its own lists, cache and sources, so that Debian 13 packages are fetched without touching the machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{StackError, host};

/// The Debian release that the services come from.
const SUITE: &str = "trixie";

/// Fetches the packages and all that they depend on; returns the package files.
pub(crate) fn download(work: &Path, packages: &[&str]) -> Result<Vec<PathBuf>, StackError> {
    for folder in ["lists/partial", "cache/archives/partial", "sources"] {
        let folder = work.join(folder);
        fs::create_dir_all(&folder).map_err(StackError::at(&folder))?;
    }
    let sources = work.join("sources/debian.sources");
    fs::write(&sources, sources_of_this_machine()?).map_err(StackError::at(&sources))?;
    host::run(
        "fetching the package lists of Debian 13",
        apt_get(work).arg("update"),
    )?;
    host::run(
        "fetching the packages of the services",
        apt_get(work)
            .args([
                "install",
                "--download-only",
                "-y",
                "--no-install-recommends",
            ])
            .args(packages),
    )?;
    let archives = work.join("cache/archives");
    let entries = fs::read_dir(&archives).map_err(StackError::at(&archives))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|x| x == "deb"))
        .collect();
    files.sort();
    Ok(files)
}

fn apt_get(work: &Path) -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
    let at = |name: &str| work.join(name).display().to_string();
    for option in [
        format!("Dir::State::Lists={}", at("lists")),
        format!("Dir::Cache={}", at("cache")),
        format!("Dir::Etc::SourceParts={}", at("sources")),
        "Dir::Etc::SourceList=/dev/null".into(),
        // An empty status: every dependency down to libc is listed, whatever this machine has.
        "Dir::State::status=/dev/null".into(),
        // The cache folder belongs to this user; apt's own download user could not write to it.
        "APT::Sandbox::User=".into(),
    ] {
        command.args(["-o", &option]);
    }
    command
}

/// The machine's own Debian sources with the suite replaced: no address is written down in this repository.
fn sources_of_this_machine() -> Result<String, StackError> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let codename = release
        .lines()
        .find_map(|l| l.strip_prefix("VERSION_CODENAME="))
        .unwrap_or_default();
    let mut stanzas = String::new();
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(entries) = fs::read_dir("/etc/apt/sources.list.d") {
        files.extend(entries.filter_map(|e| e.ok().map(|e| e.path())));
    }
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_default();
        match file.extension().and_then(|x| x.to_str()) {
            Some("list") => stanzas.push_str(&from_one_line(&text, codename)),
            Some("sources") => stanzas.push_str(&from_stanzas(&text, codename)),
            _ => {}
        }
    }
    if codename.is_empty() || stanzas.is_empty() {
        return Err(StackError::MachineLacks {
            what: "a Debian package source".into(),
            how: "the services come from Debian packages: use a Debian machine, or docker-compose.yml".into(),
        });
    }
    Ok(stanzas)
}

/// `bookworm` becomes `trixie`, `bookworm-security` becomes `trixie-security`; other suites are left out.
fn renamed(suite: &str, codename: &str) -> Option<String> {
    match suite.strip_prefix(codename)? {
        "" => Some(SUITE.into()),
        "-security" => Some(format!("{SUITE}-security")),
        _ => None,
    }
}

fn from_stanzas(text: &str, codename: &str) -> String {
    let plain: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
    let mut out = String::new();
    for stanza in plain.join("\n").split("\n\n") {
        let suites: Vec<String> = field(stanza, "Suites")
            .split_whitespace()
            .filter_map(|s| renamed(s, codename))
            .collect();
        let disabled = field(stanza, "Enabled").eq_ignore_ascii_case("no");
        if suites.is_empty() || disabled {
            continue;
        }
        out.push_str(&format!(
            "Types: deb\nURIs: {}\nSuites: {}\nComponents: main\n",
            field(stanza, "URIs"),
            suites.join(" ")
        ));
        let key = field(stanza, "Signed-By");
        if !key.is_empty() {
            out.push_str(&format!("Signed-By: {key}\n"));
        }
        out.push('\n');
    }
    out
}

fn field<'a>(stanza: &'a str, name: &str) -> &'a str {
    stanza
        .lines()
        .find_map(|l| {
            l.split_once(':')
                .filter(|(n, _)| n.eq_ignore_ascii_case(name))
                .map(|(_, v)| v.trim())
        })
        .unwrap_or_default()
}

fn from_one_line(text: &str, codename: &str) -> String {
    let mut out = String::new();
    for line in text.lines().filter_map(|l| l.trim().strip_prefix("deb ")) {
        let (options, rest) = match line
            .trim()
            .strip_prefix('[')
            .and_then(|l| l.split_once(']'))
        {
            Some((options, rest)) => (options, rest),
            None => ("", line),
        };
        let mut words = rest.split_whitespace();
        let (Some(uri), Some(suite)) = (
            words.next(),
            words.next().and_then(|s| renamed(s, codename)),
        ) else {
            continue;
        };
        out.push_str(&format!(
            "Types: deb\nURIs: {uri}\nSuites: {suite}\nComponents: main\n"
        ));
        if let Some(key) = options
            .split_whitespace()
            .find_map(|o| o.strip_prefix("signed-by="))
        {
            out.push_str(&format!("Signed-By: {key}\n"));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stanzas_keep_their_mirror_and_key_and_get_the_new_suite() {
        let text = "Types: deb\n# a remark\nURIs: http://mirror.test/debian\nSuites: bookworm bookworm-updates\nComponents: main\nSigned-By: /k.gpg\n\n\
                    Types: deb\nURIs: http://mirror.test/sec\nSuites: bookworm-security\nComponents: main\n\n\
                    Types: deb\nURIs: http://other.test/\nSuites: stable\nComponents: main\n";
        assert_eq!(
            from_stanzas(text, "bookworm"),
            "Types: deb\nURIs: http://mirror.test/debian\nSuites: trixie\nComponents: main\nSigned-By: /k.gpg\n\n\
             Types: deb\nURIs: http://mirror.test/sec\nSuites: trixie-security\nComponents: main\n\n"
        );
    }

    #[test]
    fn one_line_sources_are_read_too() {
        let text = "# deb http://no.test/ bookworm main\ndeb [arch=amd64 signed-by=/k.gpg] http://m.test/debian bookworm main contrib\n\
                    deb-src http://m.test/debian bookworm main\ndeb http://m.test/debian bookworm-backports main\n";
        assert_eq!(
            from_one_line(text, "bookworm"),
            "Types: deb\nURIs: http://m.test/debian\nSuites: trixie\nComponents: main\nSigned-By: /k.gpg\n\n"
        );
    }
}
