//! Holds the shared till for a moment. Nothing that waits for the network happens meanwhile.

use super::seen::Journal;
use crate::error::TillError;
use crate::till::{SharedTill, Till};
use pos_protocol::Hash;
use std::sync::{MutexGuard, PoisonError};
use uuid::Uuid;

/// The till, also after somebody panicked with it in his hands: every write is a transaction of its own.
pub(super) fn hold(till: &SharedTill) -> MutexGuard<'_, Till> {
    till.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Journal for Till {
    type Error = TillError;

    fn register(&self) -> Uuid {
        Till::register(self)
    }

    fn branch(&self) -> Result<Option<String>, TillError> {
        self.current_branch()
    }

    fn find(&self, hash: &Hash) -> Result<Option<u64>, TillError> {
        self.find_entry(hash)
    }

    fn branch_at(&self, n: u64) -> Result<Option<String>, TillError> {
        let entry = self.entries_after(n.saturating_sub(1), 1, 0)?;
        Ok(entry
            .first()
            .and_then(|sealed| sealed.open().ok())
            .map(|body| body.branch))
    }
}
