//! Keycloak: its build, the command that starts it, a database with the realm imported, and its administrator.

mod admin;
pub(crate) mod build;
pub(crate) mod start;
pub(crate) mod template;

pub(crate) use admin::Admin;
