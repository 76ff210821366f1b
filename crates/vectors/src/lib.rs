//! `cargo xtask vectors`: golden cases of money, computed in the pure core, in a real till and in the running server.
//!
//! The format and every definition behind it are those of the definition of money that the documentation carries.

pub mod case;
pub mod figures;
pub mod file;
pub mod places;
pub mod report;
pub mod run;
