//! The cache: Redis, which all processes share, with a small tier in the process before it.
//!
//! Keys are immutable: they are made of the hash of what they stand for, so that nothing here is ever out of date.
//! Redis away or emptied means slower, never wrong. Of those who miss the same key at once, one does the work.

mod remote;

use crate::platform::metrics::Lookups;
use crate::problem::ApiError;
use axum::body::Bytes;
use remote::{CHUNK, Remote};
use secrecy::SecretString;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// The largest body that is kept at all.
pub const MAX_BODY: usize = 8 * 1024 * 1024;

/// How long Redis keeps a value, in seconds. Its own limits may drop it earlier.
const LIFETIME: u64 = 24 * 3600;

/// How long the process keeps a small value, and remembers who has just built what.
const NEAR: Duration = Duration::from_secs(2);

/// What the process keeps at most, in bytes of values.
const NEAR_BYTES: u64 = 32 * 1024 * 1024;

/// What became of a body that one of several requests has built.
#[derive(Clone)]
enum Built {
    /// Redis has it; the others read it there, so that no process holds it.
    InRedis,
    /// Redis didn't take it.
    Here(Bytes),
}

/// A cache that may be away. Clones are the same cache.
#[derive(Clone)]
pub struct Cache {
    remote: Arc<Remote>,
    small: moka::future::Cache<String, Bytes>,
    bodies: moka::future::Cache<String, Built>,
    lookups: Lookups,
}

impl Cache {
    /// The cache at `url`; nothing is connected yet.
    pub fn new(url: &SecretString) -> Result<Cache, redis::RedisError> {
        Ok(Cache {
            remote: Arc::new(Remote::new(url)?),
            small: near(|value: &Bytes| value.len()),
            bodies: near(|built: &Built| match built {
                Built::InRedis => 0,
                Built::Here(body) => body.len(),
            }),
            lookups: Lookups::default(),
        })
    }

    /// What came of looking into it.
    pub fn lookups(&self) -> &Lookups {
        &self.lookups
    }

    /// Whether it answers now.
    pub async fn is_up(&self) -> bool {
        self.remote.answers().await
    }

    /// The small value of `key`, from the process, from Redis, or from `load`.
    pub async fn small<F>(&self, key: &str, load: F) -> Result<Bytes, ApiError>
    where
        F: Future<Output = Result<Bytes, ApiError>>,
    {
        let mut missed = false;
        let look = async {
            if let Some(mut found) = self.remote.get_all(&[key.to_owned()]).await {
                return Ok(found.pop().unwrap_or_default().into());
            }
            missed = true;
            let value = load.await?;
            if value.len() <= CHUNK {
                self.remote.put(key, &value, LIFETIME).await;
            }
            Ok(value)
        };
        let found = self.small.try_get_with(key.to_owned(), look).await;
        self.looked(missed);
        found.map_err(|error: Arc<ApiError>| ApiError::clone(&error))
    }

    /// The body of `key` from Redis, or from `build`.
    pub async fn body<F, W, E>(&self, key: &str, build: F) -> Result<Bytes, E>
    where
        F: Fn() -> W,
        W: Future<Output = Result<Bytes, E>> + Send,
        E: Clone + Send + Sync + 'static,
    {
        for _ in 0..2 {
            if let Some(body) = self.read(key).await {
                self.looked(false);
                return Ok(body);
            }
            let mut mine = None;
            let flight = self.bodies.try_get_with(key.to_owned(), async {
                let body = mine.insert(build().await?);
                Ok(if self.write(key, body).await {
                    Built::InRedis
                } else {
                    Built::Here(body.clone())
                })
            });
            let built = flight.await.map_err(|error: Arc<E>| E::clone(&error))?;
            self.looked(mine.is_some());
            match (mine, built) {
                (Some(body), _) | (None, Built::Here(body)) => return Ok(body),
                (None, Built::InRedis) => {
                    if let Some(body) = self.read(key).await {
                        return Ok(body);
                    }
                    // Emptied since then: forget that it was built.
                    self.bodies.invalidate(key).await;
                }
            }
        }
        build().await
    }

    fn looked(&self, missed: bool) {
        let counter = if missed {
            &self.lookups.misses
        } else {
            &self.lookups.hits
        };
        counter.inc();
    }

    /// A body lies in Redis as `key`, which says how many bytes there are, and its chunks.
    async fn read(&self, key: &str) -> Option<Bytes> {
        let length = self.remote.get_all(&[key.to_owned()]).await?.pop()?;
        let length: usize = std::str::from_utf8(&length).ok()?.parse().ok()?;
        let chunks = self.remote.get_all(&chunk_keys(key, length)).await?;
        let body = chunks.concat();
        (body.len() == length).then(|| body.into())
    }

    async fn write(&self, key: &str, body: &Bytes) -> bool {
        if body.is_empty() || body.len() > MAX_BODY {
            return false;
        }
        for (name, chunk) in chunk_keys(key, body.len()).iter().zip(body.chunks(CHUNK)) {
            if !self.remote.put(name, chunk, LIFETIME).await {
                return false;
            }
        }
        let length = body.len().to_string();
        self.remote.put(key, length.as_bytes(), LIFETIME).await
    }
}

fn chunk_keys(key: &str, length: usize) -> Vec<String> {
    (0..length.div_ceil(CHUNK))
        .map(|chunk| format!("{key}:{chunk}"))
        .collect()
}

fn near<V: Clone + Send + Sync + 'static>(size: fn(&V) -> usize) -> moka::future::Cache<String, V> {
    moka::future::Cache::builder()
        .max_capacity(NEAR_BYTES)
        .weigher(move |key: &String, value: &V| {
            u32::try_from(key.len() + size(value)).unwrap_or(u32::MAX)
        })
        .time_to_live(NEAR)
        .build()
}
