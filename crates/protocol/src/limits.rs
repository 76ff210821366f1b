//! The sizes that both sides keep to, by the same constants.

/// The largest body of one entry, in bytes. Checked when the entry is made, so that no till holds one that can't be sent.
pub const MAX_ENTRY_BYTES: usize = 4 * 1024 * 1024;

/// The most entries of one push.
pub const MAX_BATCH_ENTRIES: usize = 200;

/// How many bytes of bodies a till puts into one push; a single larger entry goes alone.
pub const TARGET_BATCH_BYTES: usize = 1024 * 1024;

/// The largest push that the server reads, decompressed, in bytes.
pub const MAX_BATCH_BYTES: usize = 12 * 1024 * 1024;

/// The most hashes of one question what the server holds.
pub const MAX_HELD_HASHES: usize = 256;
