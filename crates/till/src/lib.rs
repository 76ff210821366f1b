//! The whole register without a window: catalogue, basket, payment, shift, and the journal that proves them.
//!
//! Commands are free functions in [`features`], one file each; [`Till`] is what they work on.

pub mod catalogue;
pub mod clock;
mod commit;
mod demo;
pub mod diagnostics;
mod enrolment;
mod env;
mod error;
mod error_details;
pub mod features;
pub mod ids;
mod journal;
pub mod keys;
mod limits;
mod lock;
mod lockout;
mod people;
mod pin;
mod session;
mod store;
pub mod sync;
mod till;
mod tilldb;
pub mod verify;
pub mod views;
mod weather;
mod writing;

pub use catalogue::{CatalogueFile, NewCatalogue};
pub use clock::{Clock, SystemClock};
pub use enrolment::Enrolment;
pub use env::TillEnv;
pub use error::TillError;
pub use ids::{Ids, SystemIds};
pub use keys::{FileKeyStore, KeyError, KeyStore, Secret};
pub use pin::PinCost;
pub use till::{SharedTill, Till};
