//! What crosses the wire between a till and the sync server, and the journal entry that both keep byte for byte.

pub mod catalog;
pub mod codes;
pub mod device;
pub mod entry;
pub mod event;
pub mod fact;
pub mod grant;
pub mod hash;
pub mod limits;
pub mod sync;

pub use entry::{EntryBody, Sealed, SealedError};
pub use fact::Fact;
pub use hash::Hash;

/// The protocol that this program speaks. Both sides send it with every message in [`PROTOCOL_HEADER`].
pub const PROTOCOL: u16 = 1;

/// The HTTP header that carries [`PROTOCOL`].
pub const PROTOCOL_HEADER: &str = "evertill-protocol";
