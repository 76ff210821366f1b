//! Books an entry that could not be booked before: after an upgrade that knows its kind, after its register was enrolled
//! with the key that signed it, or after a fault of ours was mended. It is judged by the same rules as at the door.

use super::{ReviewError, store};
use crate::modules::identity::contract::{RegisterKeys, lock_registers};
use crate::platform::audit::{self, By};
use crate::platform::culprits::apply_all_but_culprits;
use crate::platform::state::AppState;
use crate::sync::booking::{Books, booking};
use crate::sync::entry_write::EntryWrite;
use crate::sync::read::{Reading, read};
use pos_protocol::codes::Code;
use pos_protocol::sync::Fate;
use pos_protocol::{Hash, Sealed};
use uuid::Uuid;

/// Tries once more.
pub async fn retry(state: &AppState, hash: Hash, by: &By) -> Result<(), ReviewError> {
    let mut tx = state.db.begin().await?;
    let not_open = || ReviewError::NotOpen(hash);
    // The register comes first: who takes in a push locks in this order, too.
    let register = store::register_of(&mut tx, hash).await?;
    let register = register.ok_or_else(not_open)?;
    let enrolled = lock_registers(&mut tx, &[register]).await?;
    let held = store::lock_open(&mut tx, hash).await?;
    let held = held.ok_or_else(not_open)?;
    let keys = enrolled.registers.get(&register);
    let code = keys.map_or("", |known| known.code.as_str());
    let mut write = judged(hash, held, register, keys);
    let impossible = |reason: String| Err(ReviewError::StillImpossible(reason));
    if write.fate != Fate::Accepted {
        let way_out = write.code.map(|code| code.way_out().to_owned());
        return impossible(write.reason.or(way_out).unwrap_or_default());
    }
    match booking(&mut write, code, state.clock.now(), &enrolled.revoked_staff) {
        Err(reason) => return impossible(reason.to_string()),
        Ok(None) => {}
        Ok(Some(booking)) => {
            let books = Books::default();
            let culprits = apply_all_but_culprits(&mut tx, &books, &[booking]).await?;
            if let Some(culprit) = culprits.into_iter().next() {
                return impossible(culprit.reason);
            }
            books.close(&mut tx).await?;
        }
    }
    store::booked(&mut tx, hash, write.code.map(Code::as_str)).await?;
    audit::note(&mut tx, by, "book", &format!("entry {hash}")).await?;
    tx.commit().await?;
    state.outbox_filled.notify_one();
    Ok(())
}

/// What the door would make of the entry today.
fn judged(
    hash: Hash,
    held: store::Held,
    register: Uuid,
    keys: Option<&RegisterKeys>,
) -> EntryWrite {
    let mut write = EntryWrite {
        index: 0,
        hash,
        register,
        branch: String::new(),
        seq: 0,
        parent: held
            .parent
            .and_then(|bytes| bytes.try_into().ok())
            .map(Hash),
        kind: String::new(),
        fate: Fate::Quarantined,
        code: Some(Code::MalformedEntry),
        reason: None,
        fork: held.fork,
        replaces: false,
        fact: None,
        header: None,
    };
    let sealed = Sealed {
        hash,
        signature: held.signature,
        body: held.body,
    };
    // An entry without a place was not one that the door could read; to give it one now might break a chain.
    if let Reading::Entry(body) = read(&sealed)
        && held.placed
    {
        let signed = keys.is_some_and(|known| sealed.check_signature(&known.keys).is_ok());
        write.take_up(signed, keys.is_some_and(|known| known.revoked), &body);
    } else {
        write.reason = Some("its bytes can't be read as an entry in its place".to_owned());
    }
    write
}
