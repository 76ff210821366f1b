//! Brings the journal to the server and the catalogue to the till. [`plan`] decides, everything else does as it says.

mod board;
mod browser;
mod carry;
mod client;
mod client_error;
mod device_token;
mod enrol;
mod error;
mod find_receipt;
mod held;
mod hold;
mod listener;
mod loopback;
pub mod oidc;
pub mod plan;
mod pull;
mod runner;
pub mod seen;
mod sign_in;
mod skew;
mod snapshot;
mod sse;
mod status;

pub use board::Pushed;
pub use browser::open_system_browser;
pub use client::{Bearer, Client};
pub use client_error::ClientError;
pub use enrol::enrol;
pub use error::SyncError;
pub use find_receipt::find_receipt;
pub use held::{held_elsewhere, resume_held};
pub use oidc::{Cancel, SignInError};
pub use runner::{Runner, RunnerHandle};
pub use sign_in::{accept_access_token, sign_in};
pub use status::{SyncState, SyncStatus};
