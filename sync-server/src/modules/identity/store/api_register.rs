//! The SQL of the server's own register.

use crate::modules::identity::contract::ApiRegister;
use sqlx::PgConnection;
use uuid::Uuid;

/// The register, locked until the transaction ends.
pub async fn lock_api_register(tx: &mut PgConnection) -> Result<Option<ApiRegister>, sqlx::Error> {
    let row =
        sqlx::query!("select register_id, branch, secret from identity.api_register for update")
            .fetch_optional(tx)
            .await?;
    row.map(|row| {
        Ok(ApiRegister {
            register: row.register_id,
            branch: row.branch,
            secret: row
                .secret
                .try_into()
                .map_err(|_| sqlx::Error::Decode("a key is not 32 bytes".into()))?,
        })
    })
    .transpose()
}

/// The shop's id, locked until the transaction ends.
pub async fn lock_shop(tx: &mut PgConnection) -> Result<Uuid, sqlx::Error> {
    sqlx::query_scalar!("select id from identity.store for update")
        .fetch_one(tx)
        .await
}

/// Keeps a new one.
pub async fn add_api_register(
    tx: &mut PgConnection,
    register: &ApiRegister,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into identity.api_register (register_id, branch, secret) values ($1, $2, $3)",
        register.register,
        register.branch,
        &register.secret[..]
    )
    .execute(tx)
    .await?;
    Ok(())
}
