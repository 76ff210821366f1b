//! The SQL that writes changes, many at a time.

use super::{MOVED, decode, version};
use crate::platform::outbox::{Outgoing, put_with};
use pos_core::{Product, UnitPrice};
use pos_protocol::catalog::Cursor;
use sqlx::PgConnection;
use uuid::Uuid;

/// A price that a product didn't have before.
pub struct NewPrice {
    /// Its identity.
    pub id: Uuid,
    /// What one unit costs.
    pub unit_price: UnitPrice,
    /// When it starts, in Unix seconds; at once without.
    pub from: Option<i64>,
}

/// One change of one product.
pub struct Change {
    /// Where the catalogue is with it.
    pub cursor: Cursor,
    /// The product.
    pub product: Product,
    /// The class whose taxes it bears.
    pub tax_class: Option<String>,
    /// The identity of its price.
    pub price_id: Uuid,
    /// The prices that are new.
    pub new_prices: Vec<NewPrice>,
    /// The barcodes that find it from now on, where they are not those of before.
    pub gtins: Option<Vec<String>>,
    /// Whether it is no longer sold.
    pub archived: bool,
    /// Its line of the stream.
    pub line: String,
}

/// Writes `changes`, at most one of each product, with the events that tell of them, and moves the counter from `start` to the
/// last of them. The commit says so on [`MOVED`]. [`sqlx::Error::RowNotFound`] when the counter isn't at `start`.
///
/// What has no barcodes to write is one statement, and may be a transaction of its own.
pub async fn write(
    db: &mut PgConnection,
    start: Cursor,
    changes: &[Change],
    events: &[Outgoing],
) -> Result<(), sqlx::Error> {
    let Some(last) = changes.last() else {
        return Ok(());
    };
    write_lines(db, changes, start, last.cursor, events).await?;
    write_barcodes(db, changes).await
}

fn column<'a, R, T>(rows: &'a [R], of: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}

fn texts(changes: &[Change], of: impl Fn(&Change) -> &str) -> Vec<String> {
    changes.iter().map(|change| of(change).to_owned()).collect()
}

/// The products with their newest lines, those lines in the catalogue's history, the prices that are new, and the counter,
/// which comes first: all else is written for the row that it answers.
async fn write_lines(
    db: &mut PgConnection,
    changes: &[Change],
    start: Cursor,
    head: Cursor,
    events: &[Outgoing],
) -> Result<(), sqlx::Error> {
    let priced: Vec<(&str, &NewPrice)> = changes
        .iter()
        .flat_map(|change| {
            let code = change.product.code.as_str();
            change.new_prices.iter().map(move |price| (code, price))
        })
        .collect();
    let taxes: Vec<String> = changes
        .iter()
        .map(|change| serde_json::to_string(&change.product.taxes))
        .collect::<Result<_, _>>()
        .map_err(|_| decode("taxes"))?;
    let scheduled: Vec<String> = changes
        .iter()
        .map(|change| serde_json::to_string(&change.product.scheduled))
        .collect::<Result<_, _>>()
        .map_err(|_| decode("prices"))?;
    let starts = column(changes, |change| {
        change.product.scheduled.iter().map(|p| p.from).min()
    });
    // An array of arrays can't be unnested row by row; barcodes are digits, so a semicolon parts them.
    let barcodes = column(changes, |change| change.product.barcodes.join(";"));
    put_with!(
        events,
        given ["with given as (
             update catalog.counter set version = $21, hash = $22 where version = $24 and hash = $25 returning version
         )"],
        [", new as materialized (
             select new.* from given, unnest($2::text[], $3::bigint[], $4::bytea[], $5::bool[], $6::text[], $7::text[], $8::text[],
                                  $9::text[], $10::bigint[], $11::uuid[], $12::text[], $13::text[], $14::text[],
                                  $15::bigint[], $16::text[])
                  as new (code, version, hash, archived, name, category, barcodes, unit, unit_price, price_id,
                          taxes, line, scheduled, next_start, tax_class)
         ), history as (
             insert into catalog.change (version, hash, code, line) select version, hash, code, line from new
         ), prices as (
             insert into catalog.price (id, code, unit_price, since)
             select id, code, unit_price, coalesce(to_timestamp(start), now())
             from given, unnest($17::uuid[], $18::text[], $19::bigint[], $20::bigint[])
                  as new (id, code, unit_price, start)
         ), products as (
             insert into catalog.product
                 (code, version, archived, name, category, barcodes, unit, unit_price, price_id, taxes, line,
                  scheduled, next_start, tax_class)
             select code, version, archived, name, category, string_to_array(barcodes, ';'), unit,
                    unit_price, price_id, taxes, line, scheduled, next_start, tax_class
             from new
             on conflict (code) do update set
                 version = excluded.version, archived = excluded.archived, name = excluded.name,
                 category = excluded.category, barcodes = excluded.barcodes, unit = excluded.unit,
                 unit_price = excluded.unit_price, price_id = excluded.price_id,
                 taxes = excluded.taxes, line = excluded.line, scheduled = excluded.scheduled,
                 next_start = excluded.next_start, tax_class = excluded.tax_class
         )
         select pg_notify($23, $26)::text from given"],
        &texts(changes, |change| &change.product.code),
        &changes
            .iter()
            .map(|change| version(change.cursor))
            .collect::<Result<Vec<_>, _>>()?,
        &column(changes, |change| change.cursor.hash.0.to_vec()),
        &column(changes, |change| change.archived),
        &texts(changes, |change| &change.product.name),
        &texts(changes, |change| &change.product.category),
        &barcodes,
        &texts(changes, |change| &change.product.unit),
        &column(changes, |change| change.product.unit_price.e4()),
        &column(changes, |change| change.price_id),
        &taxes,
        &texts(changes, |change| &change.line),
        &scheduled,
        &starts as _,
        &column(changes, |change| change.tax_class.clone()) as _,
        &column(&priced, |(_, price)| price.id),
        &column(&priced, |(code, _)| (*code).to_owned()),
        &column(&priced, |(_, price)| price.unit_price.e4()),
        &column(&priced, |(_, price)| price.from) as _,
        version(head)?,
        &head.hash.0[..],
        MOVED,
        version(start)?,
        &start.hash.0[..],
        head.to_string()
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

async fn write_barcodes(db: &mut PgConnection, changes: &[Change]) -> Result<(), sqlx::Error> {
    let others: Vec<(&String, &Vec<String>)> = changes
        .iter()
        .filter_map(|change| Some((&change.product.code, change.gtins.as_ref()?)))
        .collect();
    if others.is_empty() {
        return Ok(());
    }
    let of: Vec<String> = others.iter().map(|(code, _)| (*code).clone()).collect();
    sqlx::query!("delete from catalog.barcode where code = any($1)", &of)
        .execute(&mut *db)
        .await?;
    let (gtins, codes): (Vec<String>, Vec<String>) = others
        .iter()
        .flat_map(|(code, gtins)| gtins.iter().map(|gtin| (gtin.clone(), (*code).clone())))
        .unzip();
    sqlx::query!(
        "insert into catalog.barcode (gtin, code) select * from unnest($1::text[], $2::text[])",
        &gtins,
        &codes
    )
    .execute(db)
    .await?;
    Ok(())
}
