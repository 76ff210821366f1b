//! The SQL of registers and their keys.

use ed25519_dalek::VerifyingKey;
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

/// What verifies a register's entries.
#[derive(Debug, Clone)]
pub struct RegisterKeys {
    /// The store that it stands in.
    pub store: Uuid,
    /// What its receipt numbers begin with.
    pub code: String,
    /// Every key that it was ever enrolled with.
    pub keys: Vec<VerifyingKey>,
    /// Whether an admin took it out of use.
    pub revoked: bool,
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

/// The keys of each of `registers` that was enrolled.
pub async fn register_keys(
    db: &mut PgConnection,
    registers: &[Uuid],
) -> Result<HashMap<Uuid, RegisterKeys>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select r.id, r.store_id, r.code, r.revoked_at is not null as "revoked!", k.public_key
           from identity.register r join identity.device_key k on k.register_id = r.id
           where r.id = any($1) order by k.enrolled_at desc"#,
        registers
    )
    .fetch_all(db)
    .await?;
    let mut found: HashMap<Uuid, RegisterKeys> = HashMap::new();
    for row in rows {
        let keys = found.entry(row.id).or_insert_with(|| RegisterKeys {
            store: row.store_id,
            code: row.code,
            keys: Vec::new(),
            revoked: row.revoked,
        });
        let bytes: Result<[u8; 32], _> = row.public_key.try_into();
        // The enrolment took none but keys that are points on the curve.
        if let Ok(key) = bytes
            .map_err(|_| ())
            .and_then(|bytes| VerifyingKey::from_bytes(&bytes).map_err(|_| ()))
        {
            keys.keys.push(key);
        }
    }
    Ok(found)
}
