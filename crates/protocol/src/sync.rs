//! The journal door: what a till sends and what it hears.

use crate::codes::Code;
use crate::entry::Sealed;
use crate::hash::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `POST /v1/sync/journal`, JSON under zstd.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PushRequest {
    /// Entries in the order in which the till wrote them, at most [`crate::limits::MAX_BATCH_ENTRIES`].
    pub entries: Vec<Sealed>,
}

/// What became of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Stored and booked.
    Accepted,
    /// Was there already, by its hash.
    Duplicate,
    /// Stored, not booked yet: a newer program will book it.
    Stored,
    /// Stored for an admin to look at; the till goes on.
    Quarantined,
    /// Not stored; `code` names the way out.
    Refused,
}

impl Fate {
    /// Whether the server holds the entry now.
    pub fn is_held(self) -> bool {
        self != Fate::Refused
    }
}

/// The answer for one entry, in the order of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The hash that the till claimed.
    pub hash: Hash,
    /// What became of it.
    pub fate: Fate,
    /// Why, where the fate needs a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
}

/// The newest entry that the server holds of one branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The register.
    pub register: Uuid,
    /// The branch.
    pub branch: String,
    /// The place of the newest entry.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// The answer to a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushResponse {
    /// One for each entry, in order.
    pub verdicts: Vec<Verdict>,
    /// The heads of all branches of the courier's register.
    pub heads: Vec<Head>,
}

/// `POST /v1/sync/held`: which of these does the server hold?
///
/// To hold an entry is to hold all its ancestors, so a till finds its place by asking for ever older entries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HeldRequest {
    /// At most [`crate::limits::MAX_HELD_HASHES`].
    pub hashes: Vec<Hash>,
}

/// The answer to [`HeldRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldResponse {
    /// Those that it holds.
    pub held: Vec<Hash>,
    /// The heads of all branches of the courier's register.
    pub heads: Vec<Head>,
}
