//! How far the registers' clocks are off, kept for whoever wonders about a receipt's time.

use axum::http::HeaderMap;
use jiff::Timestamp;
use pos_protocol::TIME_HEADER;
use sqlx::PgPool;
use uuid::Uuid;

/// The sender's clock less ours, in seconds; none where the request doesn't name its time.
pub(super) fn skew(headers: &HeaderMap, now: Timestamp) -> Option<i64> {
    let sent: Timestamp = headers.get(TIME_HEADER)?.to_str().ok()?.parse().ok()?;
    Some(sent.as_second() - now.as_second())
}

/// Notes the skew of a register when it is news. What can't be noted now is noted after the next push.
pub(super) async fn note(db: &PgPool, register: Uuid, skew_s: i64) {
    let noted = sqlx::query!(
        "insert into sync.register_clock as c (register_id, skew_s, seen_at) values ($1, $2, now())
         on conflict (register_id) do update set skew_s = excluded.skew_s, seen_at = excluded.seen_at
         where abs(c.skew_s - excluded.skew_s) > 5 or c.seen_at < now() - interval '10 minutes'",
        register,
        skew_s
    )
    .execute(db)
    .await;
    if let Err(error) = noted {
        tracing::debug!(%error, "a register's clock was not noted");
    }
}
