//! The cache before another store. It is asked for the stamp of now each time, and keeps what was read under that stamp
//! alone: away or emptied it costs time, and it is never out of date.

use super::{BasketStore, Waiting, Wanted, Whole};
use crate::platform::cache::Cache;
use crate::problem::ApiError;
use axum::body::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use uuid::Uuid;

/// How often something is asked for anew because it changed meanwhile.
const TRIES: u32 = 3;

/// A store whose answers are kept in the cache.
pub(crate) struct Cached<S> {
    inner: S,
    cache: Cache,
}

/// Why an answer was not built for its stamp.
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

    /// What `ask` answers, which `named` tells from all else that is kept under one stamp.
    async fn kept<T, F, W>(&self, named: &str, ask: F) -> Result<T, ApiError>
    where
        T: Serialize + DeserializeOwned + Send,
        F: Fn() -> W + Send + Sync,
        W: Future<Output = Result<T, ApiError>> + Send,
    {
        for _ in 0..TRIES {
            let stamp = self.inner.stamp().await?;
            let key = format!("baskets:{stamp}{named}");
            match self.cache.body(&key, || self.build(stamp, &ask)).await {
                // Bytes that are none of ours are as good as none.
                Ok(body) => match serde_json::from_slice(&body) {
                    Ok(found) => return Ok(found),
                    Err(_) => break,
                },
                Err(BuildError::Moved) => {}
                Err(BuildError::Failed(error)) => return Err(error),
            }
        }
        ask().await
    }

    /// Two looks at the stamp with the answer between them: if nothing has changed, the answer is of that stamp.
    async fn build<T, F, W>(&self, stamp: Uuid, ask: &F) -> Result<Bytes, BuildError>
    where
        T: Serialize + Send,
        F: Fn() -> W + Sync,
        W: Future<Output = Result<T, ApiError>> + Send,
    {
        let found = ask().await.map_err(BuildError::Failed)?;
        if self.inner.stamp().await.map_err(BuildError::Failed)? != stamp {
            return Err(BuildError::Moved);
        }
        serde_json::to_vec(&found)
            .map(Bytes::from)
            .map_err(|cause| BuildError::Failed(ApiError::internal(&cause)))
    }
}

impl<S: BasketStore> BasketStore for Cached<S> {
    async fn stamp(&self) -> Result<Uuid, ApiError> {
        self.inner.stamp().await
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, ApiError> {
        self.kept("", || self.inner.waiting()).await
    }

    async fn page(&self, wanted: &Wanted) -> Result<Vec<Waiting>, ApiError> {
        let before = wanted.before.map_or_else(String::new, |id| id.to_string());
        let named = format!(":{}:{before}:{}", wanted.state.text(), wanted.most);
        self.kept(&named, || self.inner.page(wanted)).await
    }

    async fn one(&self, id: Uuid) -> Result<Option<Whole>, ApiError> {
        self.kept(&format!(":{id}"), || self.inner.one(id)).await
    }
}
