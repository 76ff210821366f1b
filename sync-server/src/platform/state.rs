//! What every handler is given.

use crate::config::Settings;
use crate::platform::broker::Broker;
use crate::platform::cache::Cache;
use crate::platform::clock::{Clock, SystemClock};
use crate::platform::oidc::Oidc;
use crate::platform::signer::Signer;
use crate::platform::spawn::Writes;
use crate::platform::{db, tls};
use sqlx::PgPool;
use std::sync::Arc;
use thiserror::Error;
use tokio::sync::{Notify, OnceCell};

/// A URL of a backing service that no adapter understands.
#[derive(Debug, Error)]
pub enum BadUrl {
    /// `DATABASE_URL`
    #[error("DATABASE_URL can't be used: {0}")]
    Database(#[from] sqlx::Error),
    /// `CACHE_URL`
    #[error("CACHE_URL can't be used: {0}")]
    Cache(#[from] redis::RedisError),
}

/// Handles to the backing services. Cloning is cheap; nothing in here is truth.
#[derive(Clone)]
pub struct AppState {
    /// Postgres.
    pub db: PgPool,
    /// Redis, with a small cache in the process before it.
    pub cache: Cache,
    /// RabbitMQ.
    pub broker: Broker,
    /// The staff's sign-in provider.
    pub oidc: Oidc,
    /// The server's key, once it was read from Postgres.
    pub signer: Arc<OnceCell<Signer>>,
    /// The settings.
    pub settings: Arc<Settings>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Wakes the relay after a commit that put something into the outbox.
    pub outbox_filled: Arc<Notify>,
    /// Runs writes that no client can cancel.
    pub writes: Writes,
}

impl AppState {
    /// Handles to the services that `settings` name. Nothing is connected yet.
    pub fn new(settings: Settings) -> Result<AppState, BadUrl> {
        AppState::with_clock(settings, Arc::new(SystemClock))
    }

    /// As [`AppState::new`], on another clock.
    pub fn with_clock(settings: Settings, clock: Arc<dyn Clock>) -> Result<AppState, BadUrl> {
        tls::choose_provider();
        let settings = Arc::new(settings);
        Ok(AppState {
            db: db::pool(&settings.database_url)?,
            cache: Cache::new(&settings.cache_url)?,
            broker: Broker::new(settings.broker_url.clone()),
            oidc: Oidc::new(settings.clone()),
            signer: Arc::default(),
            settings,
            clock,
            outbox_filled: Arc::default(),
            writes: Writes::default(),
        })
    }
}
