//! The SQL of the ordering schema, a file per group of tables that are written together.

pub(super) mod books;
pub(super) mod orders;
pub(super) mod shifts;
