//! What ordering answers.

mod sales;
