//! A module's SQL names its own schema alone.

use crate::Violation;
use crate::modules::MODULES;
use crate::rust_source::Source;
use std::path::Path;

const VERBS: [&str; 6] = ["select", "insert", "update", "delete", "from", "join"];
const SHARED: [&str; 3] = ["sync", "platform", "admin"];

/// Finds another schema's name in the queries of a module.
pub fn check(file: &Path, source: &Source) -> Vec<Violation> {
    let Ok(inside) = file.strip_prefix("sync-server/src") else {
        return Vec::new();
    };
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    let own = match parts.first().map(AsRef::as_ref) {
        Some("modules") if parts.len() > 1 => parts[1].to_string(),
        Some(place @ ("platform" | "sync" | "admin")) => place.to_owned(),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (text, line) in &source.strings {
        let text = text.to_lowercase();
        if !words(&text).any(|word| VERBS.contains(&word)) {
            continue;
        }
        for schema in MODULES.iter().chain(&SHARED).filter(|name| **name != own) {
            if let Some(offset) = names_schema(&text, schema) {
                found.push(Violation {
                    file: file.to_path_buf(),
                    line: line + text[..offset].matches('\n').count(),
                    rule: "schema-wall",
                    message: format!("the schema {schema} is not this module's; ask its contract"),
                });
            }
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// Where `schema.table` stands in the query, if it does; `alias.column` of a longer name does not count.
fn names_schema(text: &str, schema: &str) -> Option<usize> {
    let dotted = format!("{schema}.");
    text.match_indices(&dotted)
        .map(|(offset, _)| offset)
        .find(|offset| {
            let before = text[..*offset].chars().next_back();
            let after = text[offset + dotted.len()..].chars().next();
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '.')
                && after.is_some_and(|c| c.is_alphabetic() || c == '"')
        })
}
