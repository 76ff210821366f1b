//! Whether a register signed its entries, one at a time or many together.
//!
//! The rule is that of ZIP 215 (<https://zips.z.cash/zip-0215>): it leaves no signature of which two checks could say
//! two things, so that what holds among others holds alone, at the door, in the till and at an auditor's.

use crate::hash::Hash;
use ed25519_dalek::VerifyingKey;
use ed25519_zebra::{Signature, VerificationKey, VerificationKeyBytes, batch};

/// Whether `signature` is that of `key` over the 32 bytes of `hash`.
pub fn holds(hash: &Hash, signature: &[u8], key: &VerifyingKey) -> bool {
    let signature = Signature::try_from(signature);
    let key = VerificationKey::try_from(key.to_bytes());
    key.is_ok_and(|key| signature.is_ok_and(|it| key.verify(&it, &hash.0).is_ok()))
}

/// Whether `key` made all these signatures, each over its hash. Of a hundred each takes a quarter of the time that it takes
/// alone; which one does not hold is not told.
pub fn all_hold<'a>(
    signed: impl IntoIterator<Item = (&'a Hash, &'a [u8])>,
    key: &VerifyingKey,
) -> bool {
    let key = VerificationKeyBytes::from(key.to_bytes());
    let mut together = batch::Verifier::new();
    for (hash, signature) in signed {
        let Ok(signature) = Signature::try_from(signature) else {
            return false;
        };
        together.queue((key, signature, &hash.0));
    }
    together.verify(rand::rng()).is_ok()
}
