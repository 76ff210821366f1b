//! One file per request that the basket module answers.

pub(super) mod basket;
pub(super) mod claim;
pub(super) mod list;
