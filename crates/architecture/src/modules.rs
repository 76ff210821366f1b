//! The server's modules know each other by their contracts alone, and the platform knows no module.

use crate::Violation;
use crate::rust_source::{NamedPath, Source};
use std::path::Path;

/// The modules of the server.
pub const MODULES: [&str; 4] = ["catalog", "basket", "ordering", "identity"];

const ROOT: &str = "sync-server/src";

/// Finds paths into another module that are not its contract.
pub fn check(file: &Path, source: &Source) -> Vec<Violation> {
    let Ok(inside) = file.strip_prefix(ROOT) else {
        return Vec::new();
    };
    let place: Vec<String> = inside
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    // The root files put the modules together and may name what a module's own `mod.rs` shows.
    if place.len() < 2 {
        return Vec::new();
    }
    let own = (place[0] == "modules").then(|| place[1].as_str());
    let in_platform = place[0] == "platform";
    let mut found: Vec<Violation> = source
        .paths
        .iter()
        .filter_map(|path| {
            let (module, inner) = target(path, &place)?;
            if own == Some(module.as_str()) {
                return None;
            }
            let message = if in_platform {
                format!("the platform must not know the module {module}")
            } else {
                // The module's bare name shows nothing; what it is joined with later is a path of its own.
                let named = inner.filter(|name| name != "contract")?;
                format!("{named} of {module} is private; name modules::{module}::contract")
            };
            Some(Violation {
                file: file.to_path_buf(),
                line: path.line,
                rule: "module-wall",
                message,
            })
        })
        .collect();
    found.dedup_by_key(|violation| violation.line);
    found
}

/// The module that a path leads into, and the first name inside of it.
fn target(path: &NamedPath, place: &[String]) -> Option<(String, Option<String>)> {
    let absolute = absolute(&path.segments, place)?;
    if absolute.first().map(String::as_str) != Some("modules") {
        return None;
    }
    let module = absolute.get(1)?;
    MODULES
        .contains(&module.as_str())
        .then(|| (module.clone(), absolute.get(2).cloned()))
}

/// The path from the crate's root; `super` and `self` are followed, other crates give none.
fn absolute(segments: &[String], place: &[String]) -> Option<Vec<String>> {
    let mut here = place.to_vec();
    if here.last().map(String::as_str) == Some("mod") {
        here.pop();
    }
    let mut rest = segments;
    match rest.first()?.as_str() {
        "crate" | "sync_server" => here.clear(),
        "self" | "super" => {}
        "modules" => here.clear(),
        _ => return None,
    }
    while let Some(first) = rest.first() {
        match first.as_str() {
            "super" => {
                here.pop();
            }
            "self" | "crate" | "sync_server" => {}
            _ => break,
        }
        rest = &rest[1..];
    }
    here.extend(rest.iter().cloned());
    Some(here)
}
