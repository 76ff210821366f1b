//! Reads the bytes of an entry as far as they can be read.

use pos_protocol::entry::{EntryBody, Sealed};
use pos_protocol::hash::Hash;
use serde::Deserialize;
use uuid::Uuid;

/// The longest kind that this program stores by name.
const MAX_KIND: usize = 100;

/// How much of an entry can be read.
#[derive(Debug)]
pub(crate) enum Reading {
    /// All of it, and branch, seq and kind are such as the journal's columns take.
    Entry(Box<EntryBody>),
    /// No entry that this program can place, but it names its register and the entry before it.
    Chained(Link),
    /// Nothing.
    Unreadable,
}

/// What every entry of every version says.
#[derive(Debug, Deserialize)]
pub(crate) struct Link {
    register: Uuid,
    parent: Option<Hash>,
}

impl Reading {
    /// The register that it names.
    pub(crate) fn register(&self) -> Option<Uuid> {
        match self {
            Reading::Entry(body) => Some(body.register),
            Reading::Chained(link) => Some(link.register),
            Reading::Unreadable => None,
        }
    }

    /// The entry before it.
    pub(crate) fn parent(&self) -> Option<Hash> {
        match self {
            Reading::Entry(body) => body.parent,
            Reading::Chained(link) => link.parent,
            Reading::Unreadable => None,
        }
    }
}

/// An entry as it was delivered, and what it says: it is read once, for all who ask.
#[derive(Debug)]
pub struct Delivered {
    /// The entry.
    pub sealed: Sealed,
    /// As much of it as can be read.
    pub(crate) reading: Reading,
}

impl From<Sealed> for Delivered {
    fn from(sealed: Sealed) -> Delivered {
        let reading = read(&sealed);
        Delivered { sealed, reading }
    }
}

/// Reads the bytes of `sealed`.
pub(crate) fn read(sealed: &Sealed) -> Reading {
    if let Ok(body) = sealed.open()
        && is_branch(&body.branch)
        && is_kind(&body.kind)
        && i64::try_from(body.seq).is_ok_and(|seq| seq > 0)
    {
        return Reading::Entry(Box::new(body));
    }
    serde_json::from_str(&sealed.body).map_or(Reading::Unreadable, Reading::Chained)
}

fn is_branch(branch: &str) -> bool {
    branch.len() == 8 && branch.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_kind(kind: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    (1..=MAX_KIND).contains(&kind.len()) && kind.bytes().all(plain)
}
