//! The SQL of the ordering schema, a file per group of tables that are written together.

pub(super) mod api_orders;
pub(super) mod baskets;
pub(super) mod books;
pub(super) mod cash;
pub(super) mod doubles;
pub(super) mod order_rows;
pub(super) mod orders;
pub(super) mod reading;
pub(super) mod receipts;
pub(super) mod shifts;
pub(super) mod stock;
pub(super) mod today;
