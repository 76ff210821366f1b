//! Identities: new ones, made of the time that a clock says, and those that a hash gives.

use jiff::Timestamp;
use pos_protocol::Hash;
use uuid::{NoContext, Uuid};

/// A UUIDv7 of this moment.
pub fn new_id(now: Timestamp) -> Uuid {
    let seconds = now.as_second().unsigned_abs();
    let nanoseconds = now.subsec_nanosecond().unsigned_abs();
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds))
}

/// The identity that `hash` gives: always the same, and, as hashes lie, near no other.
pub fn hashed_id(hash: Hash) -> Uuid {
    let mut first = [0; 16];
    first.copy_from_slice(&hash.0[..16]);
    uuid::Builder::from_custom_bytes(first).into_uuid()
}
