//! `grant`: who is signed in.

use crate::error::TillError;
use pos_protocol::grant::SignedGrant;
use rusqlite::{Connection, OptionalExtension, params};

/// The grant, if somebody is signed in.
pub(crate) fn read(db: &Connection) -> Result<Option<SignedGrant>, TillError> {
    let row = db.query_row(r#"SELECT "grant", signature FROM "grant""#, [], |row| {
        Ok(SignedGrant {
            grant: row.get(0)?,
            signature: row.get(1)?,
        })
    });
    Ok(row.optional()?)
}

/// Signs in.
pub(crate) fn replace(db: &Connection, signed: &SignedGrant) -> Result<(), TillError> {
    db.execute(
        r#"INSERT OR REPLACE INTO "grant" (id, "grant", signature) VALUES (1, ?1, ?2)"#,
        params![signed.grant, signed.signature],
    )?;
    Ok(())
}

/// Signs out.
pub(crate) fn clear(db: &Connection) -> Result<(), TillError> {
    db.execute(r#"DELETE FROM "grant""#, [])?;
    Ok(())
}
