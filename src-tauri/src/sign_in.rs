//! Signing in: the browser proves who somebody is, the shop's server makes a grant of it, the till keeps the grant.

use crate::errors::Answer;
use crate::shell::{Shell, off_the_window};
use crate::views::StaffView;
use pos_till::sync::{self, Cancel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long somebody may take on the sign-in page.
const PATIENCE: Duration = Duration::from_secs(300);

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
    fn begin(&self) -> Cancel {
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

/// Opens the sign-in page in the system's browser and waits for what comes of it.
pub async fn through_the_browser(shell: &Shell) -> Answer<StaffView> {
    let till = shell.till().clone();
    let cancel = shell.sign_in().begin();
    off_the_window(move || {
        Ok(sync::sign_in(&till, sync::open_system_browser, PATIENCE, &cancel)?.into())
    })
    .await
}
