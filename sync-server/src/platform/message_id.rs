//! The message ids of events.

use crate::platform::ids::hashed_id;
use pos_protocol::Hash;
use uuid::Uuid;

/// What a message id begins with: what comes into being together lies together in outbox and inbox, and costs no page of its
/// own, however much is there already.
#[derive(Debug, Clone, Copy)]
pub struct Near([u8; 6]);

impl From<Uuid> for Near {
    /// Near what else was made at the same time; that is how a UUIDv7 begins.
    fn from(id: Uuid) -> Near {
        let [a, b, c, d, e, f, ..] = id.into_bytes();
        Near([a, b, c, d, e, f])
    }
}

impl From<u64> for Near {
    /// Near the numbers before and after this one.
    fn from(number: u64) -> Near {
        let [_, _, a, b, c, d, e, f] = number.to_be_bytes();
        Near([a, b, c, d, e, f])
    }
}

/// The message id of what an entry with this hash causes.
///
/// Made of the hash and of what the entry says, so that a server restored from a backup, to which the till sends the entry
/// again, sends a message that its consumers recognise. Until migration 23 it was [`hashed_id`].
pub fn message_id(near: Near, entry: Hash) -> Uuid {
    let mut bytes = hashed_id(entry).into_bytes();
    bytes[..6].copy_from_slice(&near.0);
    Uuid::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_entry_has_the_same_id_beside_those_of_its_time() {
        let order = Uuid::from_u128(0x0190_0000_0001_7000_8000_0000_0000_0001);
        let (one, other) = (Hash::of(b"one"), Hash::of(b"other"));
        let id = message_id(order.into(), one);
        assert_eq!(id, message_id(order.into(), one));
        assert_ne!(id, message_id(order.into(), other));
        assert_eq!(id.as_bytes()[..6], order.as_bytes()[..6]);
        assert_eq!(id.as_bytes()[6..], hashed_id(one).as_bytes()[6..]);
        assert!(message_id(7.into(), one) < message_id(8.into(), one));
    }
}
