//! What the till knows of its people beside the file: who has it locked, and who must wait before the next PIN.

mod access;

use crate::env::TillEnv;
use crate::error::TillError;
use crate::keys::Secret;
use crate::lockout;
use crate::store::pins;
use pos_protocol::grant::Grant;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Lives as long as the open till.
#[derive(Default)]
pub(crate) struct People {
    /// Whoever has the register locked.
    pub locked: Option<Arc<Grant>>,
    /// Whoever is signed in came through the browser, and nobody has come between.
    pub fresh: bool,
    /// The supervisor who allows what is being done right now.
    pub approver: Option<String>,
    /// What PINs are hashed with; none before the first PIN, or while the place where it rests does not answer.
    secret: Option<[u8; 32]>,
    /// That place did not answer when the till opened: whether there is a secret is not known.
    secret_away: bool,
    /// Until when, on the clock that nobody can set, no PIN of a member of staff is taken.
    waits: BTreeMap<String, u64>,
}

impl People {
    /// What is left of the waits that the file knows, written down anew so that the next start counts on from here.
    pub fn open(db: &Connection, env: &TillEnv) -> Result<People, TillError> {
        let (now, clock) = (env.clock.now(), env.clock.monotonic_ms());
        let mut waits = BTreeMap::new();
        for wait in pins::waits(db)? {
            let since = wait.since.unwrap_or(now);
            let left = lockout::remaining(wait.ms, since, now);
            pins::set_wait(db, &wait.staff, left, now)?;
            waits.insert(wait.staff, clock.saturating_add(left));
        }
        let secret = env.keys.load(Secret::PinSecret);
        if let Err(error) = &secret {
            tracing::error!(%error, "PINs can't be checked yet; it is tried again when somebody types one");
        }
        Ok(People {
            secret_away: secret.is_err(),
            secret: secret.ok().flatten(),
            waits,
            ..People::default()
        })
    }
}
