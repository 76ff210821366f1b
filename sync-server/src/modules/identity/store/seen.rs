//! The SQL of when registers were last heard of.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// A register, and when it was last heard of. Times are RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterSeen {
    /// Its id.
    pub id: Uuid,
    /// What its receipt numbers begin with.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// When it was enrolled.
    pub enrolled_at: String,
    /// When an admin took it out of use, if one did.
    pub revoked_at: Option<String>,
    /// When it last asked for anything.
    pub last_seen: Option<String>,
    /// How many entries it had still to send when it last said so.
    pub unsent: Option<i64>,
}

/// Notes that a register was heard of. A request that does not tell what is unsent leaves that as it was.
pub async fn saw_register(
    db: &mut PgConnection,
    register: Uuid,
    unsent: Option<i64>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into identity.register_seen as seen (register_id, last_seen, unsent, unsent_at)
         values ($1, $2::text::timestamptz, $3, case when $3::bigint is null then null else $2::text::timestamptz end)
         on conflict (register_id) do update set last_seen = greatest(seen.last_seen, excluded.last_seen),
             unsent = coalesce(excluded.unsent, seen.unsent),
             unsent_at = coalesce(excluded.unsent_at, seen.unsent_at)",
        register,
        now.to_string(),
        unsent,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// All registers, in the order of their codes.
pub async fn registers_seen(pool: &PgPool) -> Result<Vec<RegisterSeen>, sqlx::Error> {
    sqlx::query_as!(
        RegisterSeen,
        r#"select r.id, r.code, r.name,
           to_char(r.enrolled_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "enrolled_at!",
           to_char(r.revoked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as revoked_at,
           to_char(s.last_seen at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last_seen,
           s.unsent as "unsent?"
           from identity.register r left join identity.register_seen s on s.register_id = r.id
           order by length(r.code), r.code"#
    )
    .fetch_all(pool)
    .await
}
