//! The signatures of one delivery. A register signs what it brings with one key, as long as it has no other, so all of
//! them are checked together; where one does not hold, each entry is checked alone.

use ed25519_dalek::VerifyingKey;
use pos_protocol::{Hash, Sealed, signatures};
use std::collections::HashSet;
use uuid::Uuid;

/// The entries of a delivery that were checked together and hold.
#[derive(Debug, Default)]
pub(super) struct Signed {
    courier: Uuid,
    hashes: HashSet<Hash>,
}

impl Signed {
    /// Checks `entries` against the courier's `keys`, the newest first.
    pub(super) fn together(courier: Uuid, keys: &[VerifyingKey], entries: &[&Sealed]) -> Signed {
        let signed = || entries.iter().map(|it| (&it.hash, it.signature.as_slice()));
        let one_key = |key: &VerifyingKey| signatures::all_hold(signed(), key);
        let hashes = if entries.len() > 1 && keys.iter().any(one_key) {
            entries.iter().map(|entry| entry.hash).collect()
        } else {
            HashSet::new()
        };
        Signed { courier, hashes }
    }

    /// Whether one of `keys`, which are those of `register`, signed `entry`.
    pub(super) fn holds(&self, register: Uuid, keys: &[VerifyingKey], entry: &Sealed) -> bool {
        (register == self.courier && self.hashes.contains(&entry.hash))
            || entry.check_signature(keys).is_ok()
    }
}
