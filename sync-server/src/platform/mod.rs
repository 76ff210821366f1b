//! What every module stands on: database, cache, broker, clock, health. No business words here.

pub mod backoff;
pub mod broker;
pub mod cache;
pub mod clock;
pub mod consumer;
pub mod culprits;
pub mod db;
pub mod health;
pub mod inbox;
pub mod json;
pub mod oidc;
pub mod outbox;
pub mod parked;
pub mod protocol;
pub mod relay;
pub mod requests;
pub mod rows;
pub mod shutdown;
pub mod signer;
pub mod spawn;
pub mod state;
pub mod telemetry;
pub mod tls;
