//! Small files of the run folder: JSON, written whole or not at all, secrets for their owner alone.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StackError;

/// Writes a file that only its owner can read, whole or not at all.
///
/// # Errors
/// When the file can't be written.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), StackError> {
    let beside = path.with_extension("writing");
    let mut file = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .map_err(StackError::at(&beside))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(StackError::at(&beside))?;
    fs::rename(&beside, path).map_err(StackError::at(path))
}

/// Writes a value as JSON that only its owner can read.
///
/// # Errors
/// When the file can't be written.
pub fn write_json(path: &Path, value: &impl Serialize) -> Result<(), StackError> {
    let text = serde_json::to_vec_pretty(value).map_err(|e| unreadable(path, &e.to_string()))?;
    write_private(path, &text)
}

/// Reads a saved file; `None` when there is none yet.
///
/// # Errors
/// When it is there but can't be read.
pub fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, StackError> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|e| unreadable(path, &e.to_string())),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(StackError::at(path)(e)),
    }
}

fn unreadable(path: &Path, reason: &str) -> StackError {
    StackError::Saved {
        file: path.into(),
        reason: reason.into(),
    }
}

/// Makes a folder that only its owner can enter.
pub(crate) fn private_folder(path: &Path) -> Result<(), StackError> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(StackError::at(path))
}

/// Copies a tree of folders and plain files.
pub(crate) fn copy_tree(from: &Path, to: &Path) -> Result<(), StackError> {
    private_folder(to)?;
    for entry in fs::read_dir(from).map_err(StackError::at(from))?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).map_err(StackError::at(&target))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_private_file_is_for_its_owner_alone() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let file = dir.path().join("secrets.json");
        write_json(&file, &vec![1, 2]).expect("written");
        let mode = fs::metadata(&file).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(read_json::<Vec<u8>>(&file).expect("read"), Some(vec![1, 2]));
        fs::write(&file, "{").expect("damaged");
        assert_eq!(
            read_json::<Vec<u8>>(&file).map_err(|e| e.exit_code()),
            Err(2)
        );
    }
}
