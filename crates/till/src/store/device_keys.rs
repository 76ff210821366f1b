//! `device_key`: every public key that ever signed here.

use crate::error::TillError;
use ed25519_dalek::VerifyingKey;
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// Keeps `key`, unless it is known.
pub(crate) fn remember(
    db: &Connection,
    key: &VerifyingKey,
    at: Timestamp,
) -> Result<(), TillError> {
    db.execute(
        "INSERT OR IGNORE INTO device_key (public_key, first_seen) VALUES (?1, ?2)",
        params![key.as_bytes(), at.to_string()],
    )?;
    Ok(())
}

/// All keys. One that is no key verifies nothing, so it is left out.
pub(crate) fn all(db: &Connection) -> Result<Vec<VerifyingKey>, TillError> {
    let mut keys = db.prepare("SELECT public_key FROM device_key ORDER BY first_seen DESC")?;
    let rows = keys.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let mut found = Vec::new();
    for bytes in rows {
        found.extend(VerifyingKey::try_from(bytes?.as_slice()).ok());
    }
    Ok(found)
}
