//! The tills of a run: real ones, each with its own folder, key and clock, enrolled and signed in like any other.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use pos_till::sync::Bearer;
use pos_till::sync::{accept_access_token, enrol};
use pos_till::{FileKeyStore, PinCost, SharedTill, SystemIds, Till, TillEnv};

use crate::clock::ReplayClock;
use crate::error::{ReplayError, during};
use crate::layout::Layout;

/// One till.
pub struct Register {
    /// Its number in this run, from 1.
    pub number: usize,
    /// The till itself.
    pub till: SharedTill,
    /// Its clock.
    pub clock: Arc<ReplayClock>,
}

impl Register {
    /// Opens the till of `number`, which is made when it is not there; its clock shows `time`.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn open(layout: &Layout, number: usize, time: Timestamp) -> Result<Register, ReplayError> {
        let clock = Arc::new(ReplayClock::showing(time));
        let till = open(&layout.till(number), Arc::clone(&clock))
            .map_err(during(format!("opening till {number}")))?;
        Ok(Register {
            number,
            till: Arc::new(Mutex::new(till)),
            clock,
        })
    }

    /// Enrols it with a supervisor's `code`, and signs in whoever `access` names.
    ///
    /// # Errors
    /// When the server says no.
    pub fn take_up(&self, server_url: &str, code: &str, access: &str) -> Result<(), ReplayError> {
        let number = self.number;
        enrol(&self.till, server_url, code, &format!("Till {number}"))
            .map_err(during(format!("enrolling till {number}")))?;
        accept_access_token(&self.till, &Bearer::new(access))
            .map_err(during(format!("signing in at till {number}")))?;
        Ok(())
    }

    /// The till, for as long as nobody else has it.
    pub fn hold(&self) -> MutexGuard<'_, Till> {
        self.till.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What went wrong at this till.
    pub fn failed<E: std::error::Error>(&self, doing: &str) -> impl FnOnce(E) -> ReplayError {
        during(format!("{doing} at till {}", self.number))
    }
}

fn open(dir: &Path, clock: Arc<ReplayClock>) -> Result<Till, pos_till::TillError> {
    let env = TillEnv {
        clock,
        ids: Arc::new(SystemIds),
        keys: Arc::new(FileKeyStore::in_dir(dir)),
        pin_cost: PinCost::REGISTER,
    };
    Till::open(dir, env)
}
