//! One bench at a time: two would take each other's folder and services away, and measure each other.

use anyhow::{Context, bail};
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// Held by the bench that runs in the build folder `target`, for as long as this lives.
pub fn in_folder(target: &Path) -> anyhow::Result<File> {
    fs::create_dir_all(target).with_context(|| format!("making {}", target.display()))?;
    let path = target.join("bench.lock");
    let lock = File::create(&path).with_context(|| format!("making {}", path.display()))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            bail!("another bench runs in this build folder; wait until it has ended")
        }
        Err(TryLockError::Error(error)) => Err(error).context(path.display().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::in_folder;

    #[test]
    fn the_second_one_is_refused_until_the_first_has_ended() {
        let target = tempfile::tempdir().unwrap();
        let first = in_folder(target.path()).unwrap();
        let refused = in_folder(target.path()).unwrap_err().to_string();
        assert!(refused.contains("another bench"), "{refused}");
        drop(first);
        in_folder(target.path()).unwrap();
    }
}
