//! What ordering answers.

mod orders;
mod over_http;
mod receipts;
mod sales;
