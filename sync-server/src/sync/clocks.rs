//! How far the registers' clocks are off, kept for whoever wonders about a receipt's time.

use axum::http::HeaderMap;
use jiff::Timestamp;
use pos_protocol::TIME_HEADER;
use sqlx::PgPool;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A difference of so many seconds is no news.
const SMALL: u64 = 5;
/// After so long it is, whatever it is.
const WHILE: Duration = Duration::from_secs(600);

/// The sender's clock less ours, in seconds; none where the request doesn't name its time.
pub(super) fn skew(headers: &HeaderMap, now: Timestamp) -> Option<i64> {
    let sent: Timestamp = headers.get(TIME_HEADER)?.to_str().ok()?.parse().ok()?;
    Some(sent.as_second() - now.as_second())
}

/// What this process has noted. Clones are the same one.
#[derive(Debug, Clone, Default)]
pub(super) struct Clocks {
    noted: Arc<Mutex<HashMap<Uuid, (i64, Instant)>>>,
}

impl Clocks {
    fn noted(&self) -> MutexGuard<'_, HashMap<Uuid, (i64, Instant)>> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_news(&self, register: Uuid, skew_s: i64) -> bool {
        let noted = self.noted();
        let last = noted.get(&register);
        last.is_none_or(|(skew, at)| skew.abs_diff(skew_s) > SMALL || at.elapsed() > WHILE)
    }

    /// Notes the skew of a register when it is news. What can't be noted now is noted after the next push.
    pub(super) async fn note(&self, db: &PgPool, register: Uuid, skew_s: i64) {
        if !self.is_news(register, skew_s) {
            return;
        }
        match write(db, register, skew_s).await {
            Ok(()) => drop(self.noted().insert(register, (skew_s, Instant::now()))),
            Err(error) => tracing::debug!(%error, "a register's clock was not noted"),
        }
    }
}

async fn write(db: &PgPool, register: Uuid, skew_s: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into sync.register_clock (register_id, skew_s, seen_at) values ($1, $2, now())
         on conflict (register_id) do update set skew_s = excluded.skew_s, seen_at = excluded.seen_at",
        register,
        skew_s
    )
    .execute(db)
    .await?;
    Ok(())
}
