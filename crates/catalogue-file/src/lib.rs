//! The catalogue file: a replaceable copy of what the shop sells, in SQLite, filled from the server's stream.
//!
//! A till fills its own and reads it; the server fills one for tills that are far behind, so both know its format.

mod build;
mod damage;
mod delta;
mod put;
pub mod rows;
mod stream;
mod upgrade;

pub use build::{NewCatalogue, build_at, build_full, fresh};
pub use damage::is_damage;
pub use delta::{Writer, apply_delta};
pub use stream::StreamError;
pub use upgrade::upgrade;

/// What every catalogue file's name begins with.
pub const PREFIX: &str = "catalog-";

/// The format that this program writes and reads, in the file's `user_version`. An earlier one is brought up to date by
/// [`upgrade`], a later one is fetched anew.
pub const FORMAT: i64 = 2;
