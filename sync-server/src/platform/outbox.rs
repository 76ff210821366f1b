//! Events wait here, written in the transaction of what they tell of, until the relay has the broker's word for them.

use crate::platform::rows::row_of;
use pos_protocol::event::CloudEvent;
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// An event to be sent.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::Encode)]
pub struct Outgoing {
    /// The message id. The same fact always has the same.
    pub id: Uuid,
    /// The event type, which is also the routing key.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// The CloudEvent, as it goes out.
    pub body: String,
}

row_of!(Outgoing, "platform.new_event", |row| 150 + row.body.len());

impl Outgoing {
    /// `event`, as it goes out.
    pub fn of<T: Serialize>(event: &CloudEvent<T>) -> Result<Outgoing, serde_json::Error> {
        Ok(Outgoing {
            id: event.id,
            kind: event.kind.clone(),
            subject: event.subject.clone(),
            body: serde_json::to_string(event)?,
        })
    }
}

/// What waits in the outbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Waiting {
    /// How many events.
    pub unsent: i64,
    /// How long the oldest has waited, in seconds.
    pub oldest_s: i64,
}

/// Puts events into the outbox, in the caller's transaction. One that was put before is left as it is.
pub async fn put(tx: &mut PgConnection, events: &[&Outgoing]) -> Result<(), sqlx::Error> {
    let nothing_else = put_with!(
        events,
        given["with given as (select true)"],
        [r#"select true as "put!""#]
    );
    nothing_else.fetch_one(tx).await.map(drop)
}

/// As [`put`], in the statement that writes what the events tell of: one answer less to wait for. The statement begins with
/// a part `given`, and nothing is put unless that answers a row; then it goes on after the events. `$1` are the events, and
/// its own arguments begin with `$2`.
macro_rules! put_with {
    ($events:expr, given [$($first:literal)+], [$($sql:literal)+] $($arguments:tt)*) => {
        sqlx::query_scalar!(
            $($first +)+ ", put as (
                 insert into platform.outbox (id, kind, subject, body)
                 select id, kind, subject, body from given, unnest($1::platform.new_event[])
                 on conflict (id) do nothing
             )" $(+ $sql)+,
            $crate::platform::rows::Rows(&$events) as _ $($arguments)*
        )
    };
}
pub(crate) use put_with;

/// Claims the oldest unsent events that no other relay holds; they stay claimed until the transaction ends.
pub async fn claim(tx: &mut PgConnection, most: i64) -> Result<Vec<Outgoing>, sqlx::Error> {
    sqlx::query_as!(
        Outgoing,
        "select id, kind, subject, body from platform.outbox
         where sent_at is null order by position limit $1 for update skip locked",
        most
    )
    .fetch_all(tx)
    .await
}

/// Marks events as sent.
pub async fn mark_sent(tx: &mut PgConnection, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update platform.outbox set sent_at = now() where id = any($1)",
        ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// How many events wait, and how long.
pub async fn waiting(pool: &PgPool) -> Result<Waiting, sqlx::Error> {
    sqlx::query_as!(
        Waiting,
        r#"select count(*) as "unsent!",
           coalesce(floor(extract(epoch from now() - min(queued_at))), 0)::bigint as "oldest_s!"
           from platform.outbox where sent_at is null"#
    )
    .fetch_one(pool)
    .await
}

/// An event on its way to the broker.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Queued {
    /// The message id, which consumers remember.
    pub message: Uuid,
    /// The event type.
    pub kind: String,
    /// When it began to wait, RFC 3339.
    pub queued_at: String,
    /// When the broker had confirmed it, RFC 3339.
    pub sent_at: Option<String>,
}

/// How far the event with this message id is.
pub async fn queued(db: &mut PgConnection, id: Uuid) -> Result<Option<Queued>, sqlx::Error> {
    sqlx::query_as!(
        Queued,
        r#"select id as message, kind,
               to_char(queued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "queued_at!",
               to_char(sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as sent_at
           from platform.outbox where id = $1"#,
        id
    )
    .fetch_optional(db)
    .await
}
