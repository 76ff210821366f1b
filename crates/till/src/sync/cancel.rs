//! The way out of a sign-in that waits in the browser.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ends a sign-in that somebody no longer wants. Its clones are the same switch.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Ends the sign-in.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is to end.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
