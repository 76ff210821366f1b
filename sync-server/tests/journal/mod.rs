//! The journal door against a real Postgres.

mod books;
mod couriers;
mod fates;
mod lost_answers;
mod postgres_away;
