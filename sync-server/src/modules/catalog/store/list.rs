//! The SQL of lists: products, categories and past prices, page by page.

use super::decode;
use crate::modules::catalog::view::ProductView;
use pos_core::{Product, UnitPrice};
use serde::Serialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// Which products are wanted.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Of this category.
    pub category: Option<String>,
    /// That this question to the full text search finds, ...
    pub words: Option<String>,
    /// ... or this barcode.
    pub barcode: Option<String>,
    /// That are no longer sold.
    pub archived: bool,
    /// Behind this code.
    pub after: Option<String>,
    /// At the prices of this moment, in Unix seconds.
    pub now: i64,
    /// So many.
    pub most: i64,
}

/// A category, and how much is in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Category {
    /// Its name.
    pub name: String,
    /// How many products on sale are in it.
    pub products: i64,
}

/// A price that a product has or had.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PastPrice {
    /// Its identity, which order lines name.
    pub id: Uuid,
    /// In ten-thousandths of the major unit.
    pub unit_price: i64,
    /// Since when, RFC 3339.
    pub since: String,
    /// The same in microseconds: the place in the list.
    #[serde(skip)]
    pub micros: i64,
}

/// Products in the order of their codes.
pub async fn list(db: &mut PgConnection, wanted: &Wanted) -> Result<Vec<ProductView>, sqlx::Error> {
    let rows = sqlx::query!(
        "select code, name, category, barcodes, unit, unit_price, price_id, taxes, scheduled,
             tax_class
         from catalog.product p
         where archived = $1 and ($2::text is null or category = $2) and ($3::text is null or code > $3)
             and ($4::text is null or catalog.words(code, name) @@ to_tsquery('simple', $4)
                 or exists (select from catalog.barcode b where b.gtin = $5 and b.code = p.code))
         order by code limit $6",
        wanted.archived,
        wanted.category,
        wanted.after,
        wanted.words,
        wanted.barcode,
        wanted.most
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let product = product!(row, wanted.now);
            let tax_class = row.tax_class;
            Ok(ProductView { product, tax_class })
        })
        .collect()
}

/// Categories in the order of their names.
pub async fn categories(
    db: &mut PgConnection,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<Category>, sqlx::Error> {
    sqlx::query_as!(
        Category,
        r#"select category as name, count(*) as "products!" from catalog.product
           where not archived and ($1::text is null or category > $1)
           group by category order by category limit $2"#,
        after,
        most
    )
    .fetch_all(db)
    .await
}

/// The prices of one product, the newest first, from behind `after` on.
pub async fn prices(
    db: &mut PgConnection,
    code: &str,
    after: Option<(i64, Uuid)>,
    most: i64,
) -> Result<Vec<PastPrice>, sqlx::Error> {
    sqlx::query_as!(
        PastPrice,
        r#"select id, unit_price, to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "since!",
               (extract(epoch from since) * 1000000)::bigint as "micros!"
           from catalog.price
           where code = $1 and ($2::bigint is null
               or ((extract(epoch from since) * 1000000)::bigint, id) < ($2, $3::uuid))
           order by (extract(epoch from since) * 1000000)::bigint desc, id desc limit $4"#,
        code,
        after.map(|(micros, _)| micros),
        after.map(|(_, id)| id),
        most
    )
    .fetch_all(db)
    .await
}
