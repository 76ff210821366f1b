//! The list of programs that a built folder held when it was made, so that a missing one is named before anything starts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::{Service, StackError};

const FILE: &str = "programs.json";

type Programs = BTreeMap<String, Vec<String>>;

/// Writes down, per service, the programs found at `places` (folders, or a folder and the beginning of a name).
pub(crate) fn write(folder: &Path, places: &[(Service, &str, &str)]) -> Result<(), StackError> {
    let mut programs = Programs::new();
    for (service, place, prefix) in places {
        let dir = resolve(folder, place).ok_or_else(|| not_found(*service, place))?;
        let mut found = Vec::new();
        for entry in fs::read_dir(folder.join(&dir))
            .map_err(StackError::at(&folder.join(&dir)))?
            .flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_file = fs::metadata(entry.path()).is_ok_and(|m| m.is_file());
            if name.starts_with(prefix) && is_file {
                found.push(format!("{dir}/{name}"));
            }
        }
        if found.is_empty() {
            return Err(not_found(*service, place));
        }
        found.sort();
        programs
            .entry(service.name().into())
            .or_default()
            .extend(found);
    }
    let text = serde_json::to_string_pretty(&programs).unwrap_or_default();
    fs::write(folder.join(FILE), text).map_err(StackError::at(&folder.join(FILE)))
}

/// Fails with the first program of `service` that is no longer in the folder.
pub(crate) fn check(folder: &Path, service: Service) -> Result<(), StackError> {
    let missing = |program: &str| StackError::MissingProgram {
        service,
        program: program.into(),
        folder: folder.into(),
    };
    let text = fs::read_to_string(folder.join(FILE)).map_err(|_| missing(FILE))?;
    let programs: Programs = serde_json::from_str(&text).map_err(|_| missing(FILE))?;
    for program in programs.get(service.name()).into_iter().flatten() {
        if !fs::metadata(folder.join(program)).is_ok_and(|m| m.is_file()) {
            return Err(missing(program));
        }
    }
    Ok(())
}

/// Turns `usr/lib/erlang/erts-*/bin` into the one path that is there.
pub(crate) fn resolve(folder: &Path, place: &str) -> Option<String> {
    let mut path = String::new();
    for part in place.split('/') {
        let name = match part.strip_suffix('*') {
            None => part.to_owned(),
            Some(prefix) => fs::read_dir(folder.join(&path))
                .ok()?
                .flatten()
                .map(|e| e.file_name().to_string_lossy().into_owned())
                .filter(|n| n.starts_with(prefix))
                .min()?,
        };
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&name);
    }
    folder.join(&path).exists().then_some(path)
}

fn not_found(service: Service, place: &str) -> StackError {
    StackError::Command {
        what: format!("building the folder of {service}"),
        status: "incomplete".into(),
        output: format!("nothing at {place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_program_is_named_with_its_folder() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let bin = dir.path().join("usr/lib/thing-17.2/bin");
        fs::create_dir_all(&bin).expect("a folder");
        fs::write(bin.join("postgres"), "").expect("a program");
        fs::write(bin.join("initdb"), "").expect("a program");
        write(
            dir.path(),
            &[(Service::Postgres, "usr/lib/thing-*/bin", "")],
        )
        .expect("written");
        assert!(check(dir.path(), Service::Postgres).is_ok());

        fs::remove_file(bin.join("initdb")).expect("removed");
        let error = check(dir.path(), Service::Postgres).expect_err("one is gone");
        assert_eq!(error.exit_code(), 3);
        let text = error.to_string();
        assert!(
            text.contains("postgres") && text.contains("usr/lib/thing-17.2/bin/initdb"),
            "{text}"
        );
        assert!(text.contains(&dir.path().display().to_string()), "{text}");
    }

    #[test]
    fn a_folder_without_its_list_is_not_trusted() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        assert!(check(dir.path(), Service::Redis).is_err_and(|e| e.machine_lacks()));
    }
}
