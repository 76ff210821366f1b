//! `staff`: everybody who has a grant on this register.

use crate::error::TillError;
use pos_protocol::grant::SignedGrant;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A member of staff as the file keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StaffRow {
    pub id: String,
    pub signed: SignedGrant,
    pub revoked: bool,
}

const SELECT: &str = r#"SELECT id, "grant", signature, revoked FROM staff"#;

fn row(row: &Row<'_>) -> rusqlite::Result<StaffRow> {
    Ok(StaffRow {
        id: row.get(0)?,
        signed: SignedGrant {
            grant: row.get(1)?,
            signature: row.get(2)?,
        },
        revoked: row.get(3)?,
    })
}

/// The member of staff `id`.
pub(crate) fn find(db: &Connection, id: &str) -> Result<Option<StaffRow>, TillError> {
    let sql = format!("{SELECT} WHERE id = ?1");
    Ok(db.query_row(&sql, [id], row).optional()?)
}

/// Everybody.
pub(crate) fn all(db: &Connection) -> Result<Vec<StaffRow>, TillError> {
    let mut all = db.prepare(SELECT)?;
    let rows = all.query_map([], row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps a fresh grant: whoever the server gives one to is not revoked.
pub(crate) fn put(db: &Connection, id: &str, signed: &SignedGrant) -> Result<(), TillError> {
    db.execute(
        r#"INSERT INTO staff (id, "grant", signature) VALUES (?1, ?2, ?3)
           ON CONFLICT (id) DO UPDATE SET "grant" = ?2, signature = ?3, revoked = 0"#,
        params![id, signed.grant, signed.signature],
    )?;
    Ok(())
}

/// Marks those whom the server names, and nobody else.
pub(crate) fn set_revoked(db: &Connection, id: &str, revoked: bool) -> Result<(), TillError> {
    db.execute(
        "UPDATE staff SET revoked = ?2 WHERE id = ?1",
        params![id, revoked],
    )?;
    Ok(())
}
