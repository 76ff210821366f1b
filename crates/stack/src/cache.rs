//! Where the built folders lie, and how one is made so that a cut leaves nothing half done.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{StackError, progress};

/// The folder in the user's cache that holds everything built once and shared by all checkouts.
///
/// # Errors
/// When neither `XDG_CACHE_HOME` nor `HOME` is set.
pub fn cache_dir() -> Result<PathBuf, StackError> {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .filter(|v| !v.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    base.map(|b| b.join("evertill"))
        .ok_or_else(|| StackError::MachineLacks {
            what: "a cache folder".into(),
            how: "set HOME or XDG_CACHE_HOME".into(),
        })
}

/// The folder for a development tool of one exact version, installed once for all checkouts.
///
/// # Errors
/// When there is no cache folder.
pub fn tools_dir(tool_and_version: &str) -> Result<PathBuf, StackError> {
    Ok(cache_dir()?.join(format!("tool-{tool_and_version}")))
}

/// A short name for some content.
pub(crate) fn short_hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hex::encode(&hasher.finalize()[..6])
}

/// Returns the folder `name` of the cache; builds it beside and renames it when it is absent.
///
/// Two commands at once are safe: the second waits for the first and then finds the folder there.
pub(crate) fn built_once(
    name: &str,
    build: impl FnOnce(&Path) -> Result<(), StackError>,
) -> Result<PathBuf, StackError> {
    let cache = cache_dir()?;
    let folder = cache.join(name);
    if folder.is_dir() {
        return Ok(folder);
    }
    fs::create_dir_all(&cache).map_err(StackError::at(&cache))?;
    let lock_path = cache.join(format!("{name}.lock"));
    let lock = File::create(&lock_path).map_err(StackError::at(&lock_path))?;
    if lock.try_lock().is_err() {
        progress(&format!("waiting for another command that builds {name}"));
        lock.lock().map_err(StackError::at(&lock_path))?;
    }
    if folder.is_dir() {
        return Ok(folder);
    }
    let beside = cache.join(format!("{name}.building"));
    remove_tree(&beside)?;
    fs::create_dir_all(&beside).map_err(StackError::at(&beside))?;
    build(&beside)?;
    fs::rename(&beside, &folder).map_err(StackError::at(&folder))?;
    Ok(folder)
}

/// Removes a tree that may not be there.
pub(crate) fn remove_tree(path: &Path) -> Result<(), StackError> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(StackError::at(path)(e)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_tells_where_one_part_ends() {
        assert_ne!(short_hash(&[b"ab", b"c"]), short_hash(&[b"a", b"bc"]));
        assert_eq!(short_hash(&[b"ab"]).len(), 12);
    }

    #[test]
    fn removing_what_is_not_there_is_no_error() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        assert!(remove_tree(&dir.path().join("absent")).is_ok());
    }
}
