//! One file per integration event that ordering consumes.

pub(super) mod order_completed;
