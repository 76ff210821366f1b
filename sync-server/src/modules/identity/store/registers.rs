//! The SQL of registers and their keys.

use jiff::Timestamp;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// A register as it is kept.
pub struct RegisterRow {
    /// What its receipt numbers begin with.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Whether an admin took it out of use.
    pub revoked: bool,
}

/// What a register is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterName {
    /// What its receipt numbers begin with.
    pub code: String,
    /// What people call it.
    pub name: String,
}

/// The register `id`.
pub async fn register(db: &mut PgConnection, id: Uuid) -> Result<Option<RegisterRow>, sqlx::Error> {
    sqlx::query_as!(
        RegisterRow,
        r#"select code, name, revoked_at is not null as "revoked!"
           from identity.register where id = $1"#,
        id
    )
    .fetch_optional(db)
    .await
}

/// What `registers` are called.
pub async fn register_names(
    db: &mut PgConnection,
    registers: &[Uuid],
) -> Result<HashMap<Uuid, RegisterName>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, code, name from identity.register where id = any($1)",
        registers
    )
    .fetch_all(db)
    .await?;
    let named = rows.into_iter().map(|row| {
        let (code, name) = (row.code, row.name);
        (row.id, RegisterName { code, name })
    });
    Ok(named.collect())
}

/// Adds a register, unless it is there.
pub async fn add_register(
    db: &mut PgConnection,
    id: Uuid,
    store: Uuid,
    code: &str,
    name: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into identity.register (id, store_id, code, name, enrolled_at)
         values ($1, $2, $3, $4, $5::text::timestamptz)",
        id,
        store,
        code,
        name,
        now.to_string()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds a key of a register, unless it is there.
pub async fn add_key(
    db: &mut PgConnection,
    register: Uuid,
    key: &[u8],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into identity.device_key (public_key, register_id, enrolled_at)
         values ($1, $2, $3::text::timestamptz) on conflict (public_key) do nothing",
        key,
        register,
        now.to_string()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The register that `key` was enrolled for.
pub async fn key_owner(db: &mut PgConnection, key: &[u8]) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "select register_id from identity.device_key where public_key = $1",
        key
    )
    .fetch_optional(db)
    .await
}
