//! The SQL of who may work here still, and of the acts that said so.

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// What an admin did, to be kept.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    /// The admin's subject.
    pub actor: &'a str,
    /// The admin's name.
    pub name: &'a str,
    /// What was done, such as `staff.revoked`.
    pub action: &'a str,
    /// To whom or what.
    pub target: &'a str,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Keeps what an admin did.
pub async fn keep_act(
    db: &mut PgConnection,
    act: &Act<'_>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into identity.audit (at, actor, name, action, target, reason)
         values ($1::text::timestamptz, $2, $3, $4, $5, $6)",
        now.to_string(),
        act.actor,
        act.name,
        act.action,
        act.target,
        act.reason
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether `subject` is revoked, locked until the transaction ends; none when nobody has seen them.
pub async fn staff_for_update(
    db: &mut PgConnection,
    subject: &str,
) -> Result<Option<bool>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select revoked_at is not null as "revoked!" from identity.staff_seen where subject = $1 for update"#,
        subject
    )
    .fetch_optional(db)
    .await
}

/// Revokes `subject` in the name of `by`, or restores them without one.
pub async fn set_staff_revoked(
    db: &mut PgConnection,
    subject: &str,
    by: Option<&str>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update identity.staff_seen
         set revoked_by = $2, revoked_at = case when $2::text is null then null else $3::text::timestamptz end
         where subject = $1",
        subject,
        by,
        now.to_string()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether an admin has revoked `subject`.
pub async fn is_staff_revoked(db: &mut PgConnection, subject: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from identity.staff_seen where subject = $1 and revoked_at is not null) as "revoked!""#,
        subject
    )
    .fetch_one(db)
    .await
}

/// Everybody who is revoked.
pub async fn revoked_staff(db: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select subject from identity.staff_seen where revoked_at is not null order by subject"
    )
    .fetch_all(db)
    .await
}

/// Takes a register out of use; whether it was in use until now.
pub async fn revoke_register(
    db: &mut PgConnection,
    register: Uuid,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update identity.register set revoked_at = $2::text::timestamptz, turn = turn + 1
         where id = $1 and revoked_at is null",
        register,
        now.to_string()
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}
