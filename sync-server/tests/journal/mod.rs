//! The journal door against a real Postgres.

mod books;
mod countersigned;
mod couriers;
mod fates;
mod forged;
mod lost_answers;
mod places;
mod postgres_away;
mod resent;
mod restored;
mod rivals;
mod together;
