//! What ordering answers.

mod late_opening;
mod orders;
mod over_http;
mod receipts;
mod sales;
mod stock;
mod voids;
