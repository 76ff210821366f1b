//! One file per integration event that ordering consumes.

pub(super) mod basket_checked_out;
pub(super) mod double_sale;
pub(super) mod order_completed;
pub(super) mod stock;
