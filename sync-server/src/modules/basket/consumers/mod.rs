//! One file per integration event that basket consumes.

pub(super) mod price_changed;
