//! What a disk can say no with, sorted by what helps: room, patience, or somebody who has a look.

use crate::error::TillError;
pub(crate) use pos_catalogue_file::is_damage;
use rusqlite::ErrorCode;
use std::io::ErrorKind;

impl From<rusqlite::Error> for TillError {
    fn from(error: rusqlite::Error) -> TillError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => TillError::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => TillError::Locked,
            _ if is_damage(&error) => TillError::Damaged(error.to_string()),
            _ => TillError::Disk(error),
        }
    }
}

impl From<std::io::Error> for TillError {
    fn from(error: std::io::Error) -> TillError {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => TillError::DiskFull,
            _ => TillError::File(error),
        }
    }
}

#[cfg(test)]
#[path = "weather_tests.rs"]
mod tests;
