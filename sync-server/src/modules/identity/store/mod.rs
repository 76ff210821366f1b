//! The SQL of the identity schema: the shop and the server's key here, the rest beside.

mod api_register;
mod codes;
mod enrolled;
mod lists;
mod people;
mod registers;
mod seen;

pub use api_register::{add_api_register, lock_api_register, lock_shop};
pub use codes::{add_code, code_for_update, use_code};
pub(crate) use enrolled::in_turn;
pub use enrolled::{Enrolled, RegisterKeys, enrolled, lock_registers};
pub use lists::{IssuedGrant, RegisterView, StaffSeen, grants, keep_grant, registers, staff};
pub use people::{
    Act, is_staff_revoked, keep_act, revoke_register, revoked_staff, set_staff_revoked,
    staff_for_update,
};
pub use registers::{RegisterName, add_key, add_register, key_owner, register, register_names};
pub use seen::{RegisterSeen, registers_seen, saw_register};

use jiff::Timestamp;
use pos_core::{Amount, TaxRounding};
use pos_protocol::device::Store;
use sqlx::PgConnection;

/// The server's secret key: the one that is there, or `fresh`, which then is.
pub async fn server_key(db: &mut PgConnection, fresh: &[u8; 32]) -> Result<Vec<u8>, sqlx::Error> {
    sqlx::query!(
        "insert into identity.server_key (secret) values ($1) on conflict do nothing",
        &fresh[..]
    )
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar!("select secret from identity.server_key")
        .fetch_one(db)
        .await
}

/// The shop.
pub async fn shop(db: &mut PgConnection) -> Result<Store, sqlx::Error> {
    let row = sqlx::query!(
        "select id, name, address, vat_number, currency, time_zone, tax_rounding, smallest_coin,
             barcode_patterns from identity.store"
    )
    .fetch_one(db)
    .await?;
    let tax_rounding = match row.tax_rounding.as_str() {
        "order" => TaxRounding::Order,
        _ => TaxRounding::Line,
    };
    Ok(Store {
        id: row.id,
        name: row.name,
        address: row.address,
        vat_number: row.vat_number,
        currency: row.currency,
        time_zone: row.time_zone,
        tax_rounding,
        smallest_coin: Amount::from_minor(row.smallest_coin),
        barcode_patterns: row.barcode_patterns,
    })
}

/// Writes all of the shop's particulars.
pub async fn write_shop(db: &mut PgConnection, shop: &Store) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update identity.store
         set name = $1, address = $2, vat_number = $3, currency = $4, time_zone = $5,
             tax_rounding = $6, smallest_coin = $7, barcode_patterns = $8",
        shop.name,
        shop.address,
        shop.vat_number,
        shop.currency,
        shop.time_zone,
        match shop.tax_rounding {
            TaxRounding::Line => "line",
            TaxRounding::Order => "order",
        },
        shop.smallest_coin.minor(),
        &shop.barcode_patterns
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The short code of the next register.
pub async fn next_register_code(db: &mut PgConnection) -> Result<String, sqlx::Error> {
    let taken = sqlx::query_scalar!(
        "update identity.store set next_register_code = next_register_code + 1
         returning next_register_code - 1 as \"code!\""
    )
    .fetch_one(db)
    .await?;
    Ok(taken.to_string())
}

/// Remembers who was given a grant, and with which roles.
pub async fn saw_staff(
    db: &mut PgConnection,
    subject: &str,
    name: &str,
    roles: &[String],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into identity.staff_seen (subject, name, roles, first_seen, last_seen)
         values ($1, $2, $3, $4::text::timestamptz, $4::text::timestamptz)
         on conflict (subject) do update
         set name = excluded.name, roles = excluded.roles, last_seen = excluded.last_seen",
        subject,
        name,
        roles,
        now.to_string()
    )
    .execute(db)
    .await?;
    Ok(())
}
