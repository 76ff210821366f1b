//! The four real services, run natively out of one private folder, for tests, replays and a developer's own machine.
//!
//! Nothing is installed system-wide: a folder of Debian 13 lies in the user's cache, each service runs inside it
//! under bubblewrap with a process namespace of its own, and one SIGKILL is a power cut for that service alone.

mod apt;
mod cache;
mod error;
mod folder;
mod host;
mod http;
mod keycloak;
mod manifest;
mod options;
mod ports;
mod process;
mod processes;
mod programs;
mod sandbox;
mod saved;
mod secrets;
mod service;
mod services;
mod site;
mod spawner;
mod stack;
mod staff;

pub use cache::{cache_dir, tools_dir};
pub use error::StackError;
pub use host::ensure_packages;
pub use http::{HttpAnswer, get as http_get};
pub use options::StackOptions;
pub use ports::free_port;
pub use process::{Mark, Process, SavedProcess};
pub use processes::descendants;
pub use programs::{built_folders, check_programs};
pub use saved::{read_json, write_json, write_private};
pub use secrets::word as new_secret;
pub use service::Service;
pub use stack::Stack;
pub use staff::StaffUser;

/// Writes one line of progress to stderr; stdout belongs to results.
pub(crate) fn progress(line: &str) {
    eprintln!("stack: {line}");
}
