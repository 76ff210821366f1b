//! What the server has countersigned has to be here still: holds the kept heads against the journal.

use super::Broken;
use crate::features::server_key;
use crate::store::{enrolments, int, server_heads};
use pos_protocol::Hash;
use pos_protocol::sync::Head;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

/// How many heads were held against the journal, which has been verified by itself before.
pub(super) fn check(db: &Connection, register: Uuid) -> Result<u64, Broken> {
    let unreadable = |error: &dyn std::fmt::Display| Broken {
        branch: "-".to_owned(),
        seq: 0,
        reason: format!("the heads that the server countersigned can't be read: {error}"),
    };
    let heads = server_heads::all(db, register).map_err(|error| unreadable(&error))?;
    let enrolment = enrolments::read(db).map_err(|error| unreadable(&error))?;
    let key = enrolment.and_then(|enrolment| server_key(&enrolment).ok());
    for head in &heads {
        let broken = |reason: &str| Broken {
            branch: head.branch.clone(),
            seq: head.seq,
            reason: reason.to_owned(),
        };
        let signed = key.as_ref().is_some_and(|key| head.check(key).is_ok());
        if !signed {
            return Err(broken("its countersignature is not the server's"));
        }
        match entry_at(db, head).map_err(|error| unreadable(&error))? {
            None => {
                let reason = "it is missing, though the server countersigned that it was written";
                return Err(broken(reason));
            }
            Some(here) if here != head.hash => {
                return Err(broken("it is another one than the server countersigned"));
            }
            Some(_) => {}
        }
    }
    Ok(heads.len() as u64)
}

fn entry_at(db: &Connection, head: &Head) -> rusqlite::Result<Option<Hash>> {
    let mut read = db.prepare_cached("SELECT hash FROM journal WHERE branch = ?1 AND seq = ?2")?;
    let place = (head.branch.as_str(), int(head.seq));
    read.query_row(place, |row| row.get(0).map(Hash)).optional()
}
