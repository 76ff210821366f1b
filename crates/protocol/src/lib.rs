//! What crosses the wire between a till and the sync server, and the journal entry that both keep byte for byte.

pub mod about;
pub mod basket;
pub mod catalog;
pub mod codes;
pub mod device;
pub mod entry;
pub mod event;
pub mod fact;
pub mod grant;
pub mod hash;
pub mod limits;
pub mod signatures;
pub mod sync;

pub use entry::{EntryBody, Sealed, SealedError};
pub use fact::Fact;
pub use hash::Hash;

/// The protocol that this program speaks. Both sides send it with every message in [`PROTOCOL_HEADER`].
pub const PROTOCOL: u16 = 1;

/// The HTTP header that carries [`PROTOCOL`].
pub const PROTOCOL_HEADER: &str = "evertill-protocol";

/// The HTTP header that carries the sender's wall clock, RFC 3339 in UTC, both ways: so each side sees that the other's
/// clock is wrong. Nothing is ordered or expired by it.
pub const TIME_HEADER: &str = "evertill-time";
/// The HTTP header in which a register tells how many entries it still has to send after this request.
pub const UNSENT_HEADER: &str = "evertill-unsent";
