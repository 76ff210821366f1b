//! The journal: every fact is sealed and put down in the transaction of the change that it records.

use crate::error::TillError;
use crate::store::{device_keys, journal as rows};
use crate::writing::Writing;
use ed25519_dalek::VerifyingKey;
use pos_protocol::fact::{BranchBegan, BranchReason};
use pos_protocol::{EntryBody, Fact, Hash, Sealed};
use rusqlite::Connection;

/// The place of an entry that was put down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// Its row on this disk.
    pub n: u64,
    /// Its branch.
    pub branch: String,
    /// Its place in the branch.
    pub seq: u64,
    /// The wall clock that it carries.
    pub wall_time: String,
}

/// Where the next entry goes.
struct Place {
    branch: String,
    seq: u64,
    parent: Option<Hash>,
}

/// Seals `fact` after the newest entry and puts it down in the caller's transaction.
pub(crate) fn append(
    writing: &mut Writing<'_>,
    fact: &Fact,
    business_day: Option<&str>,
) -> Result<Written, TillError> {
    if rows::len(writing.tx)? == 0 && writing.branch_due.is_none() {
        writing.branch_due = Some(BranchReason::First);
    }
    if let Some(reason) = writing.branch_due {
        begin_branch(writing, reason)?;
    }
    let last = rows::newest(writing.tx)?
        .ok_or_else(|| TillError::Damaged("a branch without its first entry".to_owned()))?;
    let place = Place {
        branch: last.branch,
        seq: last.seq + 1,
        parent: Some(last.hash),
    };
    put(writing, fact, business_day, place)
}

/// Begins a branch after the last good entry.
pub(crate) fn begin_branch(
    writing: &mut Writing<'_>,
    reason: BranchReason,
) -> Result<Written, TillError> {
    let keys = device_keys::all(writing.tx)?;
    let place = Place {
        branch: writing.env.ids.branch(),
        seq: 1,
        parent: last_good(writing.tx, &keys)?,
    };
    let written = put(
        writing,
        &Fact::BranchBegan(BranchBegan { reason }),
        None,
        place,
    )?;
    writing.branch_due = None;
    Ok(written)
}

fn put(
    writing: &Writing<'_>,
    fact: &Fact,
    business_day: Option<&str>,
    place: Place,
) -> Result<Written, TillError> {
    writing.enrolment()?;
    let body = EntryBody {
        register: writing.register,
        branch: place.branch,
        seq: place.seq,
        parent: place.parent,
        kind: fact.kind().to_owned(),
        payload: fact.to_payload()?,
        staff: writing.session.as_ref().map(|grant| grant.staff.clone()),
        grant_expired: writing.session_expired(),
        business_day: business_day.map(str::to_owned),
        wall_time: writing.env.clock.now().to_string(),
        monotonic_ms: writing.env.clock.monotonic_ms(),
        offline: writing.offline,
    };
    let sealed = Sealed::seal(&body, writing.key)?;
    let n = rows::insert(writing.tx, &body, &sealed)?;
    Ok(Written {
        n,
        branch: body.branch,
        seq: body.seq,
        wall_time: body.wall_time,
    })
}

/// The newest entry that verifies; none when there is none.
fn last_good(db: &Connection, keys: &[VerifyingKey]) -> Result<Option<Hash>, TillError> {
    let mut n = rows::len(db)?;
    while n > 0 {
        if let Some(sealed) = rows::read(db, n)?
            && sealed.check_hash().is_ok()
            && sealed.check_signature(keys).is_ok()
        {
            return Ok(Some(sealed.hash));
        }
        n -= 1;
    }
    Ok(None)
}

/// Whether the next entry has to begin a branch: the newest one does not verify, or another key made it.
pub(crate) fn branch_due(
    db: &Connection,
    key: &VerifyingKey,
) -> Result<Option<BranchReason>, TillError> {
    let n = rows::len(db)?;
    if n == 0 {
        return Ok(None);
    }
    let Some(sealed) = rows::read(db, n)? else {
        return Ok(Some(BranchReason::DamagedTail));
    };
    let sound = sealed.check_hash().is_ok();
    if sound && sealed.check_signature(&[*key]).is_ok() {
        return Ok(None);
    }
    if sound && sealed.check_signature(&device_keys::all(db)?).is_ok() {
        return Ok(Some(BranchReason::NewKey));
    }
    Ok(Some(BranchReason::DamagedTail))
}
