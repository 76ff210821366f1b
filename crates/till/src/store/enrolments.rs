//! `enrolment`: the shop that this register belongs to.

use crate::enrolment::Enrolment;
use crate::error::TillError;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

/// The enrolment, if there is one.
pub(crate) fn read(db: &Connection) -> Result<Option<Enrolment>, TillError> {
    let found: Option<(String, String)> = db
        .query_row("SELECT enrolled, server_url FROM enrolment", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    found
        .map(|(enrolled, server_url)| {
            Ok(Enrolment {
                enrolled: serde_json::from_str(&enrolled)?,
                server_url,
            })
        })
        .transpose()
}

/// The public key that was enrolled.
pub(crate) fn public_key(db: &Connection) -> Result<Option<Vec<u8>>, TillError> {
    let key = db.query_row("SELECT public_key FROM enrolment", [], |row| row.get(0));
    Ok(key.optional()?)
}

/// Keeps the enrolment of `public_key`, in the place of an earlier one.
pub(crate) fn replace(
    db: &Connection,
    enrolment: &Enrolment,
    public_key: &[u8],
    at: Timestamp,
) -> Result<(), TillError> {
    db.execute(
        "INSERT OR REPLACE INTO enrolment (id, enrolled, server_url, public_key, enrolled_at)
         VALUES (1, ?1, ?2, ?3, ?4)",
        params![
            serde_json::to_string(&enrolment.enrolled)?,
            enrolment.server_url,
            public_key,
            at.to_string()
        ],
    )?;
    Ok(())
}
