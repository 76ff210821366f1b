//! One process per till: a lock of the operating system, which goes away with the process however it ends.

use crate::error::TillError;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How often it is tried, and how long after each other: a process that was killed takes a moment to be gone, and
/// whoever starts the register anew meanwhile is not to be told of another window.
const TRIES: u32 = 40;
const APART: Duration = Duration::from_millis(50);

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
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => thread::sleep(APART),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err(TillError::InUse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_is_just_ending_is_waited_for_and_one_that_stays_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let held = take(folder.path()).unwrap();
        assert_eq!(take(folder.path()).err().unwrap().code(), "till_in_use");
        let ending = thread::spawn(move || {
            thread::sleep(Duration::from_millis(200));
            drop(held);
        });
        assert!(take(folder.path()).is_ok());
        ending.join().unwrap();
    }
}
