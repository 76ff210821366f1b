//! One process per till: a lock of the operating system, which goes away with the process however it ends.

use crate::error::TillError;
use std::fs::{File, TryLockError};
use std::path::Path;

/// Held as long as the till is open.
pub(crate) struct Lock {
    _file: File,
}

/// Takes the till in `dir`, or says that another process has it.
pub(crate) fn take(dir: &Path) -> Result<Lock, TillError> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join("till.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(TillError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
