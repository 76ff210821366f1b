//! Messages that can never work lie here with the reason, until an admin replays or discards them.

use crate::platform::audit::{self, By};
use crate::platform::inbox;
use crate::platform::message::{Consumer, Message};
use serde::Serialize;
use sqlx::{PgConnection, PgExecutor, PgPool};
use thiserror::Error;
use uuid::Uuid;

/// A parked message, as an admin sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Parked {
    /// Its number.
    pub id: i64,
    /// Who could not deal with it.
    pub consumer: String,
    /// The message id.
    pub message_id: Uuid,
    /// The event type.
    pub kind: String,
    /// `refused` by its consumer, or `dead_lettered` by the broker after too many deliveries.
    pub source: String,
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
        r#"select id, consumer, message_id, kind, source, body, reason,
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
        kind: row.kind,
        source: row.source,
        body: String::from_utf8_lossy(&row.body).into_owned(),
        reason: row.reason,
        parked_at: row.parked_at,
    });
    Ok(parked.collect())
}

/// How many wait for a decision.
pub async fn count(db: impl PgExecutor<'_>) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from platform.parked where resolved_at is null"#
    )
    .fetch_one(db)
    .await
}

/// Takes over a message that the broker gave up, unless it lies here already: it may be delivered again until it is
/// acknowledged.
pub async fn take_over(
    tx: &mut PgConnection,
    consumer: &str,
    message: &Message,
    reason: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into platform.parked (consumer, message_id, kind, body, reason, source)
         select $1, $2, $3, $4, $5, 'dead_lettered' where not exists (select from platform.parked p
             where (p.consumer, p.message_id, p.source) = ($1, $2, 'dead_lettered') and p.resolved_at is null)",
        consumer.replace('\0', "\u{fffd}"),
        message.id,
        message.kind.replace('\0', "\u{fffd}"),
        message.body,
        reason.replace('\0', "\u{fffd}"),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Gives a parked message up. On an error the caller rolls back.
pub async fn discard(tx: &mut PgConnection, id: i64, by: &By) -> Result<(), ParkedError> {
    let taken = resolve(tx, id, "discarded").await?;
    Ok(audit::note(tx, by, "discard", &taken.subject()).await?)
}

/// Deals with a parked message once more, by whichever of `consumers` it was meant for. On an error the caller rolls back,
/// and it waits on.
pub async fn replay(
    tx: &mut PgConnection,
    consumers: &[&dyn Consumer],
    id: i64,
    by: &By,
) -> Result<(), ParkedError> {
    let taken = resolve(tx, id, "replayed").await?;
    let consumer = consumers
        .iter()
        .find(|consumer| consumer.subscription().queue == taken.consumer)
        .ok_or_else(|| {
            ParkedError::StillImpossible(format!("nobody is called {}", taken.consumer))
        })?;
    // What its consumer refused is in the inbox already. What the broker gave up is not, unless a second copy of it has
    // been dealt with meanwhile: then there is nothing left to do.
    let new = inbox::first_seen(tx, &taken.consumer, &[taken.message.id]).await?;
    if (taken.refused || !new.is_empty())
        && let Err(error) = consumer
            .apply(tx, std::slice::from_ref(&taken.message))
            .await
    {
        return Err(ParkedError::StillImpossible(error.permanent()?));
    }
    Ok(audit::note(tx, by, "replay", &taken.subject()).await?)
}

/// A message that was taken out.
struct Taken {
    consumer: String,
    message: Message,
    refused: bool,
}

impl Taken {
    fn subject(&self) -> String {
        format!("message {} of {}", self.message.id, self.consumer)
    }
}

/// Takes an open message out; of two admins at once the second finds nothing.
async fn resolve(tx: &mut PgConnection, id: i64, resolution: &str) -> Result<Taken, ParkedError> {
    let row = sqlx::query!(
        "update platform.parked set resolved_at = now(), resolution = $2
         where id = $1 and resolved_at is null returning consumer, message_id, kind, body, source",
        id,
        resolution
    )
    .fetch_optional(tx)
    .await?
    .ok_or(ParkedError::NotOpen(id))?;
    Ok(Taken {
        consumer: row.consumer,
        refused: row.source == "refused",
        message: Message {
            id: row.message_id,
            kind: row.kind,
            body: row.body,
        },
    })
}
