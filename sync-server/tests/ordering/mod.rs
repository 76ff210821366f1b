//! What ordering answers.

mod receipts;
mod sales;
