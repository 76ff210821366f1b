//! When a file's own bytes are wrong, so that it has to be fetched anew and trying again is of no use.

use rusqlite::ErrorCode;

/// Whether the file's own bytes are wrong.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}
