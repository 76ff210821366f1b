//! The arrows between crates: core <- protocol <- {till, sync-server}; the core is pure.

use crate::Violation;
use std::path::Path;

/// For each crate whose dependencies are limited: its manifest and all that it may depend on.
const ALLOWED: [(&str, &[&str]); 3] = [
    (
        "crates/core/Cargo.toml",
        &[
            "iso_currency",
            "num-bigint",
            "num-rational",
            "serde",
            "thiserror",
            // A derive, behind a feature that no till has.
            "utoipa",
        ],
    ),
    (
        "crates/protocol/Cargo.toml",
        &[
            "pos-core",
            "base64",
            "ed25519-dalek",
            "ed25519-zebra",
            "hex",
            // Only what weighs signatures that are checked together: nothing that is decided differs by it.
            "rand",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "utoipa",
            "uuid",
        ],
    ),
    // Beside the others: it knows ids, and nothing of what they stand for.
    (
        "crates/traces/Cargo.toml",
        &[
            "getrandom",
            "opentelemetry",
            "opentelemetry-otlp",
            "opentelemetry_sdk",
            "sha2",
            "tracing",
            "uuid",
        ],
    ),
];

/// For each crate that must not know another: its manifest and the one it must not name.
const FORBIDDEN: [(&str, &[&str]); 2] = [
    (
        "crates/till/Cargo.toml",
        &["pos-traces", "sync-server", "tauri", "sqlx"],
    ),
    ("sync-server/Cargo.toml", &["pos-till", "rusqlite", "tauri"]),
];

/// Checks one manifest; other files have nothing to check.
pub fn check(file: &Path, text: &str) -> Vec<Violation> {
    let Ok(manifest) = text.parse::<toml::Table>() else {
        return Vec::new();
    };
    let Some(dependencies) = manifest.get("dependencies").and_then(|d| d.as_table()) else {
        return Vec::new();
    };
    let rule_of = |rules: &[(&str, &'static [&'static str])]| {
        let found = rules.iter().find(|(path, _)| file == Path::new(path));
        found.map(|(_, names)| *names)
    };
    let allowed = rule_of(&ALLOWED);
    let forbidden = rule_of(&FORBIDDEN);
    dependencies
        .keys()
        .filter(|name| {
            allowed.is_some_and(|names| !names.contains(&name.as_str()))
                || forbidden.is_some_and(|names| names.contains(&name.as_str()))
        })
        .map(|name| Violation {
            file: file.to_path_buf(),
            line: line_of(text, name),
            rule: "crate-arrow",
            message: format!("{name} must not be a dependency here"),
        })
        .collect()
}

fn line_of(text: &str, name: &str) -> usize {
    let at = text.lines().position(|line| line.starts_with(name));
    at.map_or(1, |index| index + 1)
}
