//! The journal door: what a till sends and what it hears.

use crate::codes::Code;
use crate::entry::Sealed;
use crate::hash::Hash;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// `POST /v1/sync/journal`, JSON under zstd.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PushRequest {
    /// Entries in the order in which the till wrote them, at most [`crate::limits::MAX_BATCH_ENTRIES`].
    pub entries: Vec<Sealed>,
}

/// What became of one entry.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    /// The server's Ed25519 signature of [`Head::message`], in base64: its word that it holds the branch up to here.
    /// Empty only inside the server, before the answer is made.
    #[serde(
        default,
        with = "crate::device::base64_bytes",
        skip_serializing_if = "Vec::is_empty"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Byte, required = false))]
    pub countersignature: Vec<u8>,
}

/// The server's key did not countersign a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the head is not countersigned by this shop's server")]
pub struct NotCountersigned;

impl Head {
    /// The bytes that the server signs.
    pub fn message(&self) -> Vec<u8> {
        let Head {
            register,
            branch,
            seq,
            hash,
            ..
        } = self;
        format!("evertill head\n{register}\n{branch}\n{seq}\n{hash}").into_bytes()
    }

    /// Countersigns it with the server's key.
    pub fn countersign(&mut self, key: &SigningKey) {
        self.countersignature = key.sign(&self.message()).to_bytes().to_vec();
    }

    /// Whether `key` countersigned it.
    pub fn check(&self, key: &VerifyingKey) -> Result<(), NotCountersigned> {
        let signature =
            Signature::from_slice(&self.countersignature).map_err(|_| NotCountersigned)?;
        key.verify_strict(&self.message(), &signature)
            .map_err(|_| NotCountersigned)
    }
}

/// The answer to a push.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushResponse {
    /// One for each entry, in order.
    pub verdicts: Vec<Verdict>,
    /// The heads of all branches of the courier's register.
    pub heads: Vec<Head>,
    /// The subjects of the staff whom this shop has revoked; none from a server that does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_staff: Option<Vec<String>>,
}

/// `POST /v1/sync/held`: which of these does the server hold?
///
/// To hold an entry is to hold all its ancestors, so the heads in the answer tell a till its place. Beside somebody who
/// writes under its name they may not; then it asks for ever older entries.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HeldRequest {
    /// At most [`crate::limits::MAX_HELD_HASHES`].
    pub hashes: Vec<Hash>,
}

/// The answer to [`HeldRequest`].
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldResponse {
    /// Those that it holds.
    pub held: Vec<Hash>,
    /// The heads of all branches of the courier's register.
    pub heads: Vec<Head>,
    /// The subjects of the staff whom this shop has revoked; none from a server that does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_staff: Option<Vec<String>>,
}
