//! The cache before another store. It is asked for the stamp of now each time, and keeps the list of that stamp alone:
//! away or emptied it costs time, and it is never out of date.

use super::{BasketStore, Snapshot};
use crate::platform::cache::Cache;
use crate::problem::ApiError;
use axum::body::Bytes;
use uuid::Uuid;

/// How often a list is asked for anew because it changed meanwhile.
const TRIES: u32 = 3;

/// A store whose lists are kept in the cache.
pub(crate) struct Cached<S> {
    inner: S,
    cache: Cache,
}

/// Why a list was not built for its stamp.
#[derive(Debug, Clone)]
enum BuildError {
    Moved,
    Failed(ApiError),
}

impl<S: BasketStore> Cached<S> {
    /// `inner`, asked through `cache`.
    pub fn new(inner: S, cache: Cache) -> Cached<S> {
        Cached { inner, cache }
    }

    async fn build(&self, stamp: Uuid) -> Result<Bytes, BuildError> {
        let snapshot = self.inner.waiting().await.map_err(BuildError::Failed)?;
        if snapshot.stamp != stamp {
            return Err(BuildError::Moved);
        }
        serde_json::to_vec(&snapshot)
            .map(Bytes::from)
            .map_err(|cause| BuildError::Failed(ApiError::internal(&cause)))
    }
}

impl<S: BasketStore> BasketStore for Cached<S> {
    async fn stamp(&self) -> Result<Uuid, ApiError> {
        self.inner.stamp().await
    }

    async fn waiting(&self) -> Result<Snapshot, ApiError> {
        for _ in 0..TRIES {
            let stamp = self.inner.stamp().await?;
            let key = format!("baskets:{stamp}");
            match self.cache.body(&key, || self.build(stamp)).await {
                // Bytes that are none of ours are as good as none.
                Ok(body) => match serde_json::from_slice(&body) {
                    Ok(snapshot) => return Ok(snapshot),
                    Err(_) => break,
                },
                Err(BuildError::Moved) => {}
                Err(BuildError::Failed(error)) => return Err(error),
            }
        }
        self.inner.waiting().await
    }
}
