//! Held baskets: one register at a time has each, and what was written by one that no longer had it is kept.

mod cache;
mod claims;
mod doubles;
mod events;
mod forks;
mod hand_over;
mod over_http;
mod prices;
mod stamp;
mod tills;
