//! Which messages a consumer has dealt with, written in the transaction of the effect and kept as long as the journal.
//!
//! A message whose event this database does not have is dealt with and not remembered: it is of a time that was lost when
//! the database was restored from a backup. When the tills have sent that time again the event comes once more, and only
//! then finds what it is about. Every effect is one that may come twice.

use sqlx::PgConnection;
use uuid::Uuid;

/// A message that its consumer had not seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstSeen {
    /// The message id.
    pub id: Uuid,
    /// Whether the outbox has its event.
    pub known: bool,
}

/// Remembers `ids` for `consumer` and answers with those that it had not seen before.
pub async fn first_seen(
    tx: &mut PgConnection,
    consumer: &str,
    ids: &[Uuid],
) -> Result<Vec<FirstSeen>, sqlx::Error> {
    // In one order, so that two processes with the same messages wait for each other and don't deadlock.
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    sqlx::query_as!(
        FirstSeen,
        r#"with fresh as (
             insert into platform.inbox (consumer, message_id) select $1, unnest($2::uuid[])
             on conflict do nothing returning message_id)
         select message_id as id, exists (select from platform.outbox o where o.id = message_id) as "known!"
         from fresh"#,
        consumer,
        &ids
    )
    .fetch_all(tx)
    .await
}

/// Forgets that `consumer` has dealt with messages.
pub async fn forget(
    tx: &mut PgConnection,
    consumer: &str,
    ids: &[Uuid],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from platform.inbox where message_id = any($2) and consumer = $1",
        consumer,
        ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// That a consumer has dealt with a message.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Consumed {
    /// Which consumer.
    pub consumer: String,
    /// When, RFC 3339.
    pub at: String,
}

/// Who has dealt with a message.
pub async fn consumed(db: &mut PgConnection, id: Uuid) -> Result<Vec<Consumed>, sqlx::Error> {
    sqlx::query_as!(
        Consumed,
        r#"select consumer, to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "at!"
           from platform.inbox where message_id = $1 order by consumer"#,
        id
    )
    .fetch_all(db)
    .await
}
