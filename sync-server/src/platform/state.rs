//! What every handler is given.

use crate::config::Settings;
use crate::platform::announcer::Announcer;
use crate::platform::board::Board;
use crate::platform::broker::Broker;
use crate::platform::cache::Cache;
use crate::platform::clock::{Clock, SystemClock};
use crate::platform::metrics::Metrics;
use crate::platform::moves::Moves;
use crate::platform::oidc::Oidc;
use crate::platform::rush::Door;
use crate::platform::signer::Signer;
use crate::platform::spawn::Writes;
use crate::platform::throttle::Throttle;
use crate::platform::{db, telemetry, tls};
use pos_traces::Traces;
use sqlx::PgPool;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::sync::{Mutex, Notify, OnceCell};
use uuid::Uuid;

/// How often it is noted that somebody is still there.
const NOTED_EVERY: Duration = Duration::from_secs(10);

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

/// What every handler is given. Each request clones it several times, which is why it is one pointer.
#[derive(Clone)]
pub struct AppState(Arc<Handles>);

impl Deref for AppState {
    type Target = Handles;

    fn deref(&self) -> &Handles {
        &self.0
    }
}

/// Handles to the backing services. Nothing in here is truth.
pub struct Handles {
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
    /// Where spans of what happened to baskets are handed in.
    pub traces: Traces,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The settings.
    pub settings: Arc<Settings>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Wakes the relay after a commit that put something into the outbox.
    pub outbox_filled: Arc<Notify>,
    /// Who pushes or changes a price: the relay and the consumers let them go first.
    pub door: Door,
    /// The relay, while more waits than it can take at once: the consumers let it go first.
    pub outgoing: Door,
    /// Where tills are told that the catalogue has moved.
    pub catalogue_news: Announcer,
    /// What whoever tells them has to tell.
    pub catalogue_moves: Arc<Moves>,
    /// Runs writes that no client can cancel.
    pub writes: Writes,
    /// What those who watch the server are told.
    pub board: Board,
    /// Whom it is time to note as still there.
    pub noted: Throttle<Uuid>,
    /// Held by whoever of this process builds an image of the catalogue.
    pub building: Arc<Mutex<()>>,
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
        let cache = Cache::new(&settings.cache_url)?;
        Ok(AppState(Arc::new(Handles {
            db: db::pool(&settings.database_url)?,
            metrics: Arc::new(Metrics::new(cache.lookups())),
            traces: telemetry::traces(&settings),
            cache,
            broker: Broker::new(settings.broker_url.clone()),
            oidc: Oidc::new(settings.clone()),
            signer: Arc::default(),
            settings,
            clock,
            outbox_filled: Arc::default(),
            door: Door::default(),
            outgoing: Door::default(),
            catalogue_news: Announcer::default(),
            catalogue_moves: Arc::default(),
            writes: Writes::default(),
            board: Board::default(),
            noted: Throttle::new(NOTED_EVERY),
            building: Arc::default(),
        })))
    }
}
