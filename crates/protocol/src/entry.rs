//! The journal entry: one fact, chained to the one before it and signed by its register.
//!
//! The exact bytes of the body are hashed, signed, stored and sent on. Nobody serialises an entry a second time.

use crate::hash::Hash;
use crate::limits;
use crate::signatures;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;
use uuid::Uuid;

/// The member of staff who was signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRef {
    /// The identity provider's subject.
    pub id: String,
    /// The name that receipts print.
    pub name: String,
}

/// What an entry says. JSON in UTF-8, at most [`limits::MAX_ENTRY_BYTES`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EntryBody {
    /// The register that wrote it.
    pub register: Uuid,
    /// The branch of that register's journal: eight hexadecimal digits that the till drew itself.
    pub branch: String,
    /// The place in the branch, from 1, without gaps.
    pub seq: u64,
    /// The hash of the entry before it; none for the very first entry of a register.
    pub parent: Option<Hash>,
    /// What kind of fact, such as `order.completed.v1`.
    pub kind: String,
    /// The fact.
    pub payload: Box<RawValue>,
    /// Who was signed in, if anybody was.
    pub staff: Option<StaffRef>,
    /// The grant of whoever was signed in had ended: it still sells, flagged.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub grant_expired: bool,
    /// The trading day that was confirmed when the shift opened, `YYYY-MM-DD`.
    pub business_day: Option<String>,
    /// The till's wall clock, RFC 3339 in UTC. For people; nothing is ordered by it.
    pub wall_time: String,
    /// Milliseconds since the till's program started.
    pub monotonic_ms: u64,
    /// Whether the till had no server at that moment.
    pub offline: bool,
}

/// An entry with its proof.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// SHA-256 of `body`: the entry's identity.
    pub hash: Hash,
    /// Ed25519 signature of the 32 bytes of `hash`, in base64.
    #[serde(with = "crate::device::base64_bytes")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Byte))]
    pub signature: Vec<u8>,
    /// The exact bytes, which are JSON text of an [`EntryBody`].
    pub body: String,
}

/// Why an entry is not what it claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SealedError {
    /// The bytes don't have the claimed hash.
    #[error("the entry's bytes do not have its hash")]
    BadHash,
    /// No key of the register made this signature.
    #[error("no key of the register made the entry's signature")]
    BadSignature,
    /// The bytes are no entry.
    #[error("the entry's bytes are not a journal entry")]
    Malformed,
    /// More bytes than an entry may have.
    #[error("the entry is larger than {} bytes", limits::MAX_ENTRY_BYTES)]
    TooLarge,
}

impl Sealed {
    /// Seals `body` with the register's device key.
    pub fn seal(body: &EntryBody, key: &SigningKey) -> Result<Sealed, SealedError> {
        let body = serde_json::to_string(body).map_err(|_| SealedError::Malformed)?;
        if body.len() > limits::MAX_ENTRY_BYTES {
            return Err(SealedError::TooLarge);
        }
        let hash = Hash::of(body.as_bytes());
        let signature = key.sign(&hash.0).to_bytes().to_vec();
        Ok(Sealed {
            hash,
            signature,
            body,
        })
    }

    /// Whether the bytes are those that the hash was made of.
    pub fn check_hash(&self) -> Result<(), SealedError> {
        if Hash::of(self.body.as_bytes()) == self.hash {
            Ok(())
        } else {
            Err(SealedError::BadHash)
        }
    }

    /// Whether one of `keys` signed the hash.
    pub fn check_signature(&self, keys: &[VerifyingKey]) -> Result<(), SealedError> {
        let signed = |key: &VerifyingKey| signatures::holds(&self.hash, &self.signature, key);
        if keys.iter().any(signed) {
            Ok(())
        } else {
            Err(SealedError::BadSignature)
        }
    }

    /// Reads the body.
    pub fn open(&self) -> Result<EntryBody, SealedError> {
        serde_json::from_str(&self.body).map_err(|_| SealedError::Malformed)
    }
}
