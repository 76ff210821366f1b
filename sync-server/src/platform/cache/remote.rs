//! Redis behind a narrow door: get, put, ping. Whatever goes wrong there is a miss.

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{AsyncCommands, RedisError, RedisResult};
use secrecy::{ExposeSecret, SecretString};
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long one answer may take before it counts as a miss.
const PATIENCE: Duration = Duration::from_millis(700);

/// How long nobody asks after a failure, so that an absent cache costs a request next to nothing.
const REST: Duration = Duration::from_secs(1);

/// The largest value that goes into one key.
pub(super) const CHUNK: usize = 512 * 1024;

/// Redis. Connects at the first question.
pub(super) struct Remote {
    connection: ConnectionManager,
    resting_since: Mutex<Option<Instant>>,
}

impl Remote {
    pub(super) fn new(url: &SecretString) -> RedisResult<Remote> {
        let client = redis::Client::open(url.expose_secret())?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1);
        Ok(Remote {
            connection: ConnectionManager::new_lazy_with_config(client, config)?,
            resting_since: Mutex::new(None),
        })
    }

    /// Whether it answers now.
    pub(super) async fn answers(&self) -> bool {
        let mut connection = self.connection.clone();
        let ping = async move { connection.ping::<()>().await };
        matches!(tokio::time::timeout(PATIENCE, ping).await, Ok(Ok(())))
    }

    /// The values of all `keys`, if every one is there.
    pub(super) async fn get_all(&self, keys: &[String]) -> Option<Vec<Vec<u8>>> {
        let mut connection = self.connection.clone();
        let found: Vec<Option<Vec<u8>>> =
            self.ask(async move { connection.mget(keys).await }).await?;
        found.into_iter().collect()
    }

    /// Keeps `value` for `seconds`; answers whether it was taken.
    pub(super) async fn put(&self, key: &str, value: &[u8], seconds: u64) -> bool {
        let mut connection = self.connection.clone();
        self.ask(async move { connection.set_ex::<_, _, ()>(key, value, seconds).await })
            .await
            .is_some()
    }

    async fn ask<T>(&self, question: impl Future<Output = Result<T, RedisError>>) -> Option<T> {
        if self.rests() {
            return None;
        }
        let failure = match tokio::time::timeout(PATIENCE, question).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it did not answer in time".to_owned(),
        };
        tracing::warn!(cause = failure, "the cache is away");
        *self.lock() = Some(Instant::now());
        None
    }

    fn rests(&self) -> bool {
        self.lock().is_some_and(|since| since.elapsed() < REST)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.resting_since
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
