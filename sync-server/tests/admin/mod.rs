//! The admins' page: who comes in, what they are told, and what they decide.

mod dead_letters;
mod decisions;
mod entries;
mod guard;
mod live;
mod sign_in;
