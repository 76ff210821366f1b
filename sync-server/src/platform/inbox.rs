//! Which messages a consumer has dealt with, written in the transaction of the effect and kept as long as the journal.

use sqlx::PgConnection;
use std::collections::HashSet;
use uuid::Uuid;

/// Remembers `ids` for `consumer` and answers with those that it had not seen before.
pub async fn first_seen(
    tx: &mut PgConnection,
    consumer: &str,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, sqlx::Error> {
    // In one order, so that two processes with the same messages wait for each other and don't deadlock.
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let fresh = sqlx::query_scalar!(
        "insert into platform.inbox (consumer, message_id) select $1, unnest($2::uuid[])
         on conflict do nothing returning message_id",
        consumer,
        &ids
    )
    .fetch_all(tx)
    .await?;
    Ok(fresh.into_iter().collect())
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
