//! The register's window: it shows what `pos-till` knows and hands over what the cashier does. It decides nothing itself.

pub mod arguments;
pub mod bindings;
pub mod commands;
pub mod diagnostics;
pub mod drawing;
pub mod errors;
pub mod events;
pub mod first_look;
pub mod keyring;
pub mod locale;
pub mod logs;
pub mod profile;
pub mod shell;
pub mod sign_in;
pub mod sync;
pub mod traces;
pub mod views;
pub mod window;
