//! The SQL of the catalog schema: the counter and what can be read here, the writing beside.

/// The product of a row, at its price of `now`. A macro, because each query's rows are of a type of their own.
macro_rules! product {
    ($row:ident, $now:expr) => {
        Product {
            code: $row.code,
            name: $row.name,
            category: $row.category,
            barcodes: $row.barcodes,
            unit: $row.unit,
            unit_price: UnitPrice::from_e4($row.unit_price).map_err(|_| decode("price"))?,
            price_id: $row.price_id.to_string(),
            taxes: serde_json::from_str(&$row.taxes).map_err(|_| decode("taxes"))?,
            scheduled: serde_json::from_str(&$row.scheduled).map_err(|_| decode("prices"))?,
        }
        .priced_at($now)
    };
}

mod images;
mod list;
mod step;
mod tax_classes;
mod write;

pub use images::{CHUNK, find_image, image_chunk, lock_images, newest_image, save_image};
pub use list::{Category, PastPrice, Wanted, categories, list, prices};
pub use step::step;
pub use tax_classes::{class_taxes, codes_of_class, delete_tax_class, put_tax_class, tax_classes};
pub use write::{Change, NewPrice, write};

use pos_core::{Product, UnitPrice};
use pos_protocol::catalog::Cursor;
use pos_protocol::hash::Hash;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// How many lines of the stream are read at once.
const LINES_AT_ONCE: i64 = 2_000;

/// The channel on which Postgres says that the counter has moved.
pub const MOVED: &str = "catalog_moved";

/// A product as it is before a change.
#[derive(Clone)]
pub struct Current {
    /// The product; of an archived one, as it was last sold.
    pub product: Product,
    /// The class whose taxes it bears.
    pub tax_class: Option<String>,
    /// The identity of its price.
    pub price_id: Uuid,
    /// Whether it is no longer sold.
    pub archived: bool,
    /// Its newest line of the stream.
    pub line: String,
}

/// How many products take their started prices in one transaction.
const STARTED_AT_ONCE: i64 = 500;

fn decode(what: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(format!("the catalogue's {what} can't be read").into())
}

fn cursor(version: i64, hash: &[u8]) -> Result<Cursor, sqlx::Error> {
    Ok(Cursor {
        version: u64::try_from(version).map_err(|_| decode("version"))?,
        hash: Hash(hash.try_into().map_err(|_| decode("hash"))?),
    })
}

fn version(cursor: Cursor) -> Result<i64, sqlx::Error> {
    i64::try_from(cursor.version).map_err(|_| decode("version"))
}

/// The newest place of the catalogue.
pub async fn head(db: &mut PgConnection) -> Result<Cursor, sqlx::Error> {
    let row = sqlx::query!("select version, hash from catalog.counter")
        .fetch_one(db)
        .await?;
    cursor(row.version, &row.hash)
}

/// Begins a transaction.
pub const BEGIN: &str = "begin";

/// Begins a transaction in which the counter is locked, as [`lock_counter`] does, with one answer to wait for. Who may wait
/// longer for it than a request does has to begin without and say so first.
pub const BEGIN_LOCKED: &str = "begin; select from catalog.counter for update";

/// The newest place, locked until the transaction ends: whoever else changes the catalogue waits here.
pub async fn lock_counter(tx: &mut PgConnection) -> Result<Cursor, sqlx::Error> {
    let row = sqlx::query!("select version, hash from catalog.counter for update")
        .fetch_one(tx)
        .await?;
    cursor(row.version, &row.hash)
}

/// Whether the catalogue ever was at `place`.
pub async fn is_ours(db: &mut PgConnection, place: Cursor) -> Result<bool, sqlx::Error> {
    if place == Cursor::ZERO {
        return Ok(true);
    }
    let Ok(version) = version(place) else {
        return Ok(false);
    };
    let hash = sqlx::query_scalar!(
        "select hash from catalog.change where version = $1",
        version
    )
    .fetch_optional(db)
    .await?;
    Ok(hash.is_some_and(|hash| hash == place.hash.0))
}

/// How many lines [`lines_since`] has in all.
pub async fn count_since(db: &mut PgConnection, base: Cursor) -> Result<u64, sqlx::Error> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from catalog.product
           where version > $1 and not (archived and $1 = 0)"#,
        version(base)?
    )
    .fetch_one(db)
    .await?;
    u64::try_from(count).map_err(|_| decode("size"))
}

/// The next lines of those products that changed after `base`, from `after` on, each with its version, in that order.
/// One line for each product, the newest; whoever starts with nothing needs no tombstones.
pub async fn lines_since(
    db: &mut PgConnection,
    base: Cursor,
    after: i64,
) -> Result<Vec<(i64, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select version, line from catalog.product
         where version > $2 and not (archived and $1 = 0::bigint) order by version limit $3",
        version(base)?,
        after,
        LINES_AT_ONCE
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.version, row.line))
        .collect())
}

/// Those of `codes` that are or were sold, at their prices of `now` in Unix seconds and with the taxes of their classes.
pub async fn current(
    db: &mut PgConnection,
    codes: &[String],
    now: i64,
) -> Result<HashMap<String, Current>, sqlx::Error> {
    Ok(current_at(db, codes, now).await?.1)
}

/// As [`current`], and where the catalogue is, if there are any.
pub async fn current_at(
    db: &mut PgConnection,
    codes: &[String],
    now: i64,
) -> Result<(Option<Cursor>, HashMap<String, Current>), sqlx::Error> {
    let rows = sqlx::query!(
        r#"select code, archived, name, category, barcodes, unit, unit_price, price_id, tax_class, scheduled, line,
                  coalesce((select c.taxes from catalog.tax_class c where c.name = p.tax_class), p.taxes)
                      as "taxes!",
                  (select version from catalog.counter) as "head!", (select hash from catalog.counter) as "head_hash!"
           from catalog.product p where code = any($1)"#,
        codes
    )
    .fetch_all(db)
    .await?;
    let head = match rows.first() {
        Some(row) => Some(cursor(row.head, &row.head_hash)?),
        None => None,
    };
    let current = rows.into_iter().map(|row| {
        let product = product!(row, now);
        let current = Current {
            price_id: product.price_id.parse().map_err(|_| decode("price id"))?,
            archived: row.archived,
            line: row.line,
            tax_class: row.tax_class,
            product,
        };
        Ok((current.product.code.clone(), current))
    });
    Ok((head, current.collect::<Result<_, sqlx::Error>>()?))
}

/// How many changes are forgotten at once.
const FORGOTTEN_AT_ONCE: i64 = 10_000;

/// Forgets some of the changes that were made before `horizon`, in Unix seconds; whether there were any. The newest of
/// them stays: a till that has it lacks nothing from before.
pub async fn forget_changes(db: &mut PgConnection, horizon: i64) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "delete from catalog.change where version in
             (select version from catalog.change
              where version < (select max(version) from catalog.change
                               where made_at < to_timestamp($1::bigint))
              order by version limit $2)",
        horizon,
        FORGOTTEN_AT_ONCE
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Some of the products of which a scheduled price has started by `now`, in Unix seconds, the longest ago first.
pub async fn started(db: &mut PgConnection, now: i64) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select code from catalog.product where next_start <= $1 order by next_start, code limit $2",
        now,
        STARTED_AT_ONCE
    )
    .fetch_all(db)
    .await
}

/// Which product each of these barcodes finds, of those that find one.
pub async fn barcode_owners(
    db: &mut PgConnection,
    gtins: &[String],
) -> Result<HashMap<String, String>, sqlx::Error> {
    if gtins.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        "select gtin, code from catalog.barcode where gtin = any($1)",
        gtins
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.gtin, row.code)).collect())
}
