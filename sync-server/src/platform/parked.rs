//! Messages that can never work lie here with the reason, until an admin replays or discards them.

use crate::platform::consumer::{Consumer, Message};
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use thiserror::Error;
use uuid::Uuid;

/// A parked message, as an admin sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parked {
    /// Its number.
    pub id: i64,
    /// Who could not deal with it.
    pub consumer: String,
    /// The message id.
    pub message_id: Uuid,
    /// The bytes, as far as they are text.
    pub body: String,
    /// Why it was parked.
    pub reason: String,
    /// When, RFC 3339.
    pub parked_at: String,
}

/// Why a parked message was not replayed or discarded.
#[derive(Debug, Error)]
pub enum ParkedError {
    /// No open one has that number; somebody else may have been first.
    #[error("no parked message {0} waits for a decision")]
    NotOpen(i64),
    /// It failed again.
    #[error("the message can't be dealt with: {0}")]
    StillImpossible(String),
    /// Postgres' word.
    #[error(transparent)]
    Postgres(#[from] sqlx::Error),
}

/// Parks `message`, in the transaction that marks it as dealt with.
pub async fn park(
    tx: &mut PgConnection,
    consumer: &str,
    message: &Message,
    reason: &str,
) -> Result<(), sqlx::Error> {
    // What comes from the message may have a U+0000, which text can't hold.
    sqlx::query!(
        "insert into platform.parked (consumer, message_id, kind, body, reason)
         values ($1, $2, $3, $4, $5)",
        consumer,
        message.id,
        message.kind.replace('\0', "\u{fffd}"),
        message.body,
        reason.replace('\0', "\u{fffd}"),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The oldest messages that wait for a decision.
pub async fn open(pool: &PgPool, most: i64) -> Result<Vec<Parked>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, consumer, message_id, body, reason,
           to_char(parked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "parked_at!"
           from platform.parked where resolved_at is null order by id limit $1"#,
        most
    )
    .fetch_all(pool)
    .await?;
    let parked = rows.into_iter().map(|row| Parked {
        id: row.id,
        consumer: row.consumer,
        message_id: row.message_id,
        body: String::from_utf8_lossy(&row.body).into_owned(),
        reason: row.reason,
        parked_at: row.parked_at,
    });
    Ok(parked.collect())
}

/// Gives a parked message up.
pub async fn discard(pool: &PgPool, id: i64) -> Result<(), ParkedError> {
    let mut tx = pool.begin().await?;
    resolve(&mut tx, id, "discarded").await?;
    tx.commit().await?;
    Ok(())
}

/// Deals with a parked message once more, by whichever of `consumers` parked it.
pub async fn replay(
    pool: &PgPool,
    consumers: &[&dyn Consumer],
    id: i64,
) -> Result<(), ParkedError> {
    let mut tx = pool.begin().await?;
    let (name, message) = resolve(&mut tx, id, "replayed").await?;
    let consumer = consumers
        .iter()
        .find(|consumer| consumer.subscription().queue == name)
        .ok_or_else(|| ParkedError::StillImpossible(format!("nobody is called {name}")))?;
    if let Err(error) = consumer
        .apply(&mut tx, std::slice::from_ref(&message))
        .await
    {
        // Nothing is committed, so it waits on.
        return Err(ParkedError::StillImpossible(error.permanent()?));
    }
    tx.commit().await?;
    Ok(())
}

/// Takes an open message out; of two admins at once the second finds nothing.
async fn resolve(
    tx: &mut PgConnection,
    id: i64,
    resolution: &str,
) -> Result<(String, Message), ParkedError> {
    let row = sqlx::query!(
        "update platform.parked set resolved_at = now(), resolution = $2
         where id = $1 and resolved_at is null returning consumer, message_id, kind, body",
        id,
        resolution
    )
    .fetch_optional(tx)
    .await?
    .ok_or(ParkedError::NotOpen(id))?;
    let message = Message {
        id: row.message_id,
        kind: row.kind,
        body: row.body,
    };
    Ok((row.consumer, message))
}
