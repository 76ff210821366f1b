//! Runs writes in tasks of their own.
//!
//! A client that hangs up drops its handler's future. A write must not be dropped with it: sqlx 0.9.0 can put a connection
//! back into its pool inside an open transaction when `begin()` is cancelled (issues 4385 and 4393).

use crate::problem::ApiError;
use std::future::Future;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

/// The writes that are under way, so that a shutdown can wait for them.
#[derive(Debug, Clone, Default)]
pub struct Writes {
    tasks: TaskTracker,
}

impl Writes {
    /// Runs `work` to its end, whether or not anybody still waits for it.
    pub async fn run<T, F>(&self, work: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, ApiError>> + Send + 'static,
    {
        self.tasks
            .spawn(work.in_current_span())
            .await
            .unwrap_or_else(|gone| Err(ApiError::internal(&gone)))
    }

    /// Starts `work` and does not wait for it.
    pub fn start<F>(&self, work: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.tasks.spawn(work.in_current_span());
    }

    /// Returns when the last write has ended.
    pub async fn drained(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }
}
