//! The sign-in that is under way in the browser: one at a time, and it can be given up.

use pos_till::sync::Cancel;
use std::sync::{Mutex, PoisonError};

/// The sign-in that is under way, if one is.
#[derive(Default)]
pub struct SignIn {
    running: Mutex<Option<Cancel>>,
}

impl SignIn {
    /// Gives the running sign-in up.
    pub fn cancel(&self) {
        if let Some(running) = self.replace(None) {
            running.cancel();
        }
    }

    /// A new one takes the place of one that was left open in the browser.
    pub fn begin(&self) -> Cancel {
        let begun = Cancel::default();
        if let Some(earlier) = self.replace(Some(begun.clone())) {
            earlier.cancel();
        }
        begun
    }

    fn replace(&self, next: Option<Cancel>) -> Option<Cancel> {
        std::mem::replace(
            &mut *self.running.lock().unwrap_or_else(PoisonError::into_inner),
            next,
        )
    }
}
