//! One file per request that the basket module answers.

pub(super) mod claim;
pub(super) mod list;
