//! The committed query data is what today's queries and migrations give, found without sqlx' own command.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use pos_stack::Service;

use super::bench::{Bench, watched};
use super::count::Count;
use super::rust::AS_OPENED;
use crate::ending::Ending;
use crate::{artifacts, workspace};

/// The database that the migrations are run on: the tests' own one may hold other things.
const DATABASE: &str = "query_data";

/// Generates the data anew from a migrated database and compares it, file by file.
pub fn prepared(bench: &Bench) -> Result<Count, Ending> {
    let stack = bench.services()?;
    let program = artifacts::build("sync-server", &[])?;
    stack.psql(&format!("create database {DATABASE}"))?;
    let own = stack.url(Service::Postgres);
    let url = own
        .rsplit_once('/')
        .map(|(server, _)| format!("{server}/{DATABASE}"))
        .unwrap_or(own);
    let (_, migrated) = watched(
        Command::new(program)
            .arg("migrate")
            .envs(stack.env())
            .env("DATABASE_URL", &url),
    )?;
    if !migrated {
        return Ok(Count::one(false));
    }
    let fresh = bench.scratch.join("query-data");
    generate(&url, &fresh)?;
    let committed = workspace::root().join("sync-server/.sqlx");
    let differences = differences(&read(&committed)?, &read(&fresh)?);
    for difference in &differences {
        eprintln!("{difference}");
    }
    Ok(Count::one(differences.is_empty()))
}

/// Checks the server against the live database; sqlx' macros write what they learnt to `folder`.
fn generate(url: &str, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    // The macros run only when the crate is compiled again, and cargo does not know that they read a database.
    let sources =
        ["src/lib.rs", "src/main.rs"].map(|file| workspace::root().join("sync-server").join(file));
    let before = sources
        .iter()
        .map(|source| source.metadata()?.modified())
        .collect::<Result<Vec<_>, _>>()
        .context("looking at the server's sources")?;
    ensure!(
        watched(Command::new("touch").arg("-c").args(&sources))?.1,
        "the server's sources can't be touched"
    );
    // As the lints check it: what both need is then there already.
    let mut cargo = workspace::cargo();
    cargo
        .args(["check", "--quiet", "--workspace", "--all-targets"])
        .args(AS_OPENED)
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", folder)
        .env("DATABASE_URL", url);
    let checked = watched(&mut cargo);
    // The programs that are built of the same sources are still those of today.
    for (source, at) in sources.iter().zip(before) {
        let open = File::options().append(true).open(source);
        open.and_then(|file| file.set_modified(at))
            .with_context(|| format!("touching {}", source.display()))?;
    }
    ensure!(
        checked?.1,
        "the server's queries do not fit the migrated database"
    );
    Ok(())
}

fn read(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
    {
        let entry = entry.context("reading the query data")?;
        let text = std::fs::read_to_string(entry.path())
            .with_context(|| format!("reading {}", entry.path().display()))?;
        files.insert(entry.file_name().to_string_lossy().into_owned(), text);
    }
    Ok(files)
}

fn differences(
    committed: &BTreeMap<String, String>,
    fresh: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut found = Vec::new();
    if fresh.is_empty() {
        found.push("no query data was generated, so nothing was compared".to_owned());
    }
    for (name, text) in fresh {
        match committed.get(name) {
            None => found.push(format!(".sqlx lacks {name}")),
            Some(other) if other.trim() != text.trim() => {
                found.push(format!(".sqlx/{name} is out of date"))
            }
            Some(_) => {}
        }
    }
    found.extend(
        committed
            .keys()
            .filter(|n| !fresh.contains_key(*n))
            .map(|n| format!(".sqlx/{n} belongs to no query")),
    );
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn every_kind_of_difference_is_told() {
        let committed = files(&[("same", "1"), ("old", "1"), ("gone", "1")]);
        let fresh = files(&[("same", "1\n"), ("old", "2"), ("new", "1")]);
        let told = differences(&committed, &fresh);
        assert_eq!(
            told,
            [
                ".sqlx lacks new",
                ".sqlx/old is out of date",
                ".sqlx/gone belongs to no query"
            ]
        );
    }

    #[test]
    fn nothing_generated_is_no_success() {
        assert_eq!(differences(&files(&[]), &files(&[])).len(), 1);
    }
}
