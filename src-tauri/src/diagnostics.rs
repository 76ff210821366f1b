//! `--diagnostics FILE`: what somebody far away needs to help, without personal data. The log's text stays at home; what
//! goes out of it is how often each code was said.

use crate::logs;
use crate::profile::Profile;
use pos_till::diagnostics::{Diagnostics, diagnose};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The file's content.
#[derive(Debug, Serialize)]
struct Report {
    schema: &'static str,
    version: &'static str,
    system: &'static str,
    architecture: &'static str,
    profile: &'static str,
    till: Diagnostics,
    /// How often each code was logged in the days that are kept.
    codes: BTreeMap<String, u64>,
    /// How often each level was logged, by the part of the program that did.
    levels: BTreeMap<String, u64>,
}

/// Looks at the till in `dir` and writes what was found to `file`.
pub fn write(profile: &Profile, dir: &Path, file: &Path) -> io::Result<()> {
    let mut report = Report {
        schema: "evertill.diagnostics.v1",
        version: env!("CARGO_PKG_VERSION"),
        system: std::env::consts::OS,
        architecture: std::env::consts::ARCH,
        profile: match profile {
            Profile::Demo => "demo",
            Profile::Shop(_) => "shop",
        },
        till: diagnose(dir),
        codes: BTreeMap::new(),
        levels: BTreeMap::new(),
    };
    for log in logs::files(dir) {
        let text = std::fs::read_to_string(log).unwrap_or_default();
        text.lines().for_each(|line| count(line, &mut report));
    }
    let json = serde_json::to_vec_pretty(&report).map_err(io::Error::other)?;
    std::fs::write(file, json)
}

/// Counts one line of the log. A line that was cut short by a power cut counts as nothing.
fn count(line: &str, report: &mut Report) {
    let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else {
        return;
    };
    if let (Some(level), Some(target)) = (line["level"].as_str(), line["target"].as_str()) {
        let name = format!("{level} {target}");
        *report.levels.entry(name).or_default() += 1;
    }
    if let Some(code) = line["fields"]["code"].as_str() {
        *report.codes.entry(code.to_owned()).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pos_till::{Till, TillEnv, features};

    #[test]
    fn they_count_codes_and_leave_words_at_home() {
        let folder = tempfile::tempdir().unwrap();
        let mut till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
        features::demo_setup(&mut till).unwrap();
        std::fs::create_dir(folder.path().join("logs")).unwrap();
        let log = r#"{"level":"INFO","target":"pos_desktop::errors","fields":{"message":"refused for Nia","code":"no_basket"}}
{"level":"INFO","target":"pos_desktop::errors","fields":{"message":"refused","code":"no_basket"}}
{"level":"WARN","target":"pos_till::sync","fields":{"message":"cut sho"#;
        std::fs::write(folder.path().join("logs/register-2026-11-02.log"), log).unwrap();
        let file = folder.path().join("diagnostics.json");
        write(&Profile::Demo, folder.path(), &file).unwrap();
        let text = std::fs::read_to_string(file).unwrap();
        let found: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(found["codes"]["no_basket"], 2);
        assert_eq!(found["levels"]["INFO pos_desktop::errors"], 2);
        assert_eq!(found["till"]["figures"]["check"], "ok");
        for personal in ["Nia", "Dana", "Evertill Gifts"] {
            assert!(!text.contains(personal), "{personal}");
        }
    }
}
