//! Entries and heads as the tables have them.

use crate::platform::rows::row_of;
use crate::sync::entry_write::EntryWrite;
use pos_protocol::codes::Code;
use pos_protocol::entry::Sealed;
use pos_protocol::sync::{Fate, Head};
use uuid::Uuid;

/// An entry that is to be stored, with what was decided about it.
#[derive(Clone, Copy)]
pub(super) struct Stored<'a> {
    /// The register that delivered it.
    pub courier: Uuid,
    /// Its bytes.
    pub sealed: &'a Sealed,
    /// The decision.
    pub write: &'a EntryWrite,
}

/// A row of `sync.new_entry`.
#[derive(sqlx::Encode)]
pub(super) struct EntryRow<'a> {
    hash: &'a [u8],
    register_id: Uuid,
    branch: Option<&'a str>,
    seq: Option<i64>,
    parent: Option<&'a [u8]>,
    kind: &'a str,
    body: &'a [u8],
    signature: &'a [u8],
    fate: &'a str,
    code: Option<&'a str>,
    fork: bool,
    reason: Option<String>,
    courier: Uuid,
}
row_of!(EntryRow<'_>, "sync.new_entry", |row| 400 + row.body.len());

impl<'a> EntryRow<'a> {
    pub(super) fn of(
        &Stored {
            courier,
            sealed,
            write,
        }: &'a Stored<'a>,
    ) -> EntryRow<'a> {
        let placed = !write.branch.is_empty();
        EntryRow {
            hash: &write.hash.0,
            register_id: write.register,
            branch: placed.then_some(&write.branch),
            seq: placed.then_some(write.seq.cast_signed()),
            parent: write.parent.as_ref().map(|hash| hash.0.as_slice()),
            kind: &write.kind,
            body: sealed.body.as_bytes(),
            signature: &sealed.signature,
            fate: fate_text(write.fate),
            code: write.code.map(Code::as_str),
            fork: write.fork,
            reason: write.reason.as_deref().map(printable),
            courier,
        }
    }

    /// Whether it says where in a branch it is.
    pub(super) fn has_place(&self) -> bool {
        self.branch.is_some()
    }
}

/// A row of `sync.new_head`.
#[derive(sqlx::Encode)]
pub(super) struct HeadRow<'a> {
    register_id: Uuid,
    branch: &'a str,
    seq: i64,
    hash: &'a [u8],
}
row_of!(HeadRow<'_>, "sync.new_head", |_| 120);

impl<'a> HeadRow<'a> {
    pub(super) fn of(head: &'a Head) -> HeadRow<'a> {
        HeadRow {
            register_id: head.register,
            branch: &head.branch,
            seq: head.seq.cast_signed(),
            hash: &head.hash.0,
        }
    }
}

/// What comes from an entry may have a U+0000, which text can't hold.
pub(super) fn printable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The word for a fate, in the table and in the figures.
pub(super) fn fate_text(fate: Fate) -> &'static str {
    match fate {
        Fate::Accepted => "accepted",
        Fate::Stored => "stored",
        Fate::Quarantined => "quarantined",
        Fate::Duplicate => "duplicate",
        Fate::Refused => "refused",
    }
}
