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
        r#"select r.id, r.store_id, r.code, r.revoked_at is not null as "revoked!",
               array(select k.public_key from identity.device_key k where k.register_id = r.id
                   order by k.enrolled_at desc) as "keys!"
           from identity.register r where r.id = any($1)"#,
        registers
    )
    .fetch_all(db)
    .await?;
    let registers = rows.into_iter().map(|row| {
        let register = RegisterKeys {
            store: row.store_id,
            code: row.code,
            keys: keys(row.keys),
            revoked: row.revoked,
        };
        (row.id, register)
    });
    Ok(registers.collect())
}

/// As [`register_keys`], with the registers locked in the order of their ids until the transaction ends, and with whom
/// of the staff an admin has revoked: all that a push has to know of people and tills, in one question.
pub async fn lock_registers(
    tx: &mut PgConnection,
    registers: &[Uuid],
) -> Result<(HashMap<Uuid, RegisterKeys>, Vec<String>), sqlx::Error> {
    let rows = sqlx::query!(
        r#"select r.id, r.store_id, r.code, r.revoked_at is not null as "revoked!",
               array(select k.public_key from identity.device_key k where k.register_id = r.id
                   order by k.enrolled_at desc) as "keys!",
               array(select subject from identity.staff_seen where revoked_at is not null
                   order by subject) as "revoked_staff!"
           from identity.register r where r.id = any($1) order by r.id for no key update"#,
        registers
    )
    .fetch_all(tx)
    .await?;
    let (mut registers, mut revoked_staff) = (HashMap::new(), Vec::new());
    for row in rows {
        // The same in every row.
        revoked_staff = row.revoked_staff;
        let register = RegisterKeys {
            store: row.store_id,
            code: row.code,
            keys: keys(row.keys),
            revoked: row.revoked,
        };
        registers.insert(row.id, register);
    }
    Ok((registers, revoked_staff))
}

/// The enrolment took none but keys that are points on the curve.
fn keys(rows: Vec<Vec<u8>>) -> Vec<VerifyingKey> {
    let key = |bytes: Vec<u8>| VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok();
    rows.into_iter().filter_map(key).collect()
}
