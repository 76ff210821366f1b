//! The server says whom an admin has revoked: they open this register no more. What they sold stays sold.

use crate::error::TillError;
use crate::store::{grants, staff};
use crate::till::Till;

/// Takes over whom the server names, and forgives everybody else; whether that changed anything. Somebody who is
/// revoked while they are signed in is signed out; the basket waits for the next one.
pub fn take_revocations(till: &mut Till, revoked: &[String]) -> Result<bool, TillError> {
    let is_revoked = |id: &str| revoked.iter().any(|named| named == id);
    let changed: Vec<_> = staff::all(till.db()?)?
        .into_iter()
        .filter(|row| row.revoked != is_revoked(&row.id))
        .collect();
    if changed.is_empty() {
        return Ok(false);
    }
    let here = till.grant.as_ref().or(till.people.locked.as_ref());
    let out = here.is_some_and(|grant| is_revoked(&grant.staff.id));
    till.write(|writing| {
        for row in &changed {
            staff::set_revoked(writing.tx, &row.id, !row.revoked)?;
        }
        if out {
            grants::clear(writing.tx)?;
        }
        Ok(())
    })?;
    if out {
        till.leave();
    }
    Ok(true)
}
