//! The SQL of enrolment codes.

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// An enrolment code as it is kept.
pub struct CodeRow {
    /// Whether its time is over.
    pub expired: bool,
    /// The key that it was used for, if it was.
    pub used_key: Option<Vec<u8>>,
}

/// Keeps the hash of a new code.
pub async fn add_code(
    db: &mut PgConnection,
    hash: &[u8],
    store: Uuid,
    created_by: &str,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into identity.enrolment_code (hash, store_id, created_by, created_at, expires_at)
         values ($1, $2, $3, $4::text::timestamptz, $5::text::timestamptz)",
        hash,
        store,
        created_by,
        now.to_string(),
        expires.to_string()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The code with this hash, locked until the transaction ends.
pub async fn code_for_update(
    db: &mut PgConnection,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<CodeRow>, sqlx::Error> {
    sqlx::query_as!(
        CodeRow,
        r#"select expires_at <= $2::text::timestamptz as "expired!", used_key
           from identity.enrolment_code where hash = $1 for update"#,
        hash,
        now.to_string()
    )
    .fetch_optional(db)
    .await
}

/// Marks the code as used for `key`.
pub async fn use_code(
    db: &mut PgConnection,
    hash: &[u8],
    key: &[u8],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update identity.enrolment_code set used_key = $2, used_at = $3::text::timestamptz
         where hash = $1",
        hash,
        key,
        now.to_string()
    )
    .execute(db)
    .await?;
    Ok(())
}
