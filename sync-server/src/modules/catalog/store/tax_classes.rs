//! The SQL of tax classes.

use super::decode;
use crate::modules::catalog::tax_class::TaxClass;
use pos_core::Tax;
use sqlx::PgConnection;
use std::collections::HashMap;

fn taxes(text: &str) -> Result<Vec<Tax>, sqlx::Error> {
    serde_json::from_str(text).map_err(|_| decode("tax classes"))
}

/// Classes in the order of their names.
pub async fn tax_classes(
    db: &mut PgConnection,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<TaxClass>, sqlx::Error> {
    let rows = sqlx::query!(
        "select name, taxes from catalog.tax_class
         where $1::text is null or name > $1 order by name limit $2",
        after,
        most
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(TaxClass {
                name: row.name,
                taxes: taxes(&row.taxes)?,
            })
        })
        .collect()
}

/// The taxes of those of `names` that are classes.
pub async fn class_taxes(
    db: &mut PgConnection,
    names: &[String],
) -> Result<HashMap<String, Vec<Tax>>, sqlx::Error> {
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        "select name, taxes from catalog.tax_class where name = any($1)",
        names
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| Ok((row.name, taxes(&row.taxes)?)))
        .collect()
}

/// Adds a class or changes it. Its products are left as they were.
pub async fn put_tax_class(tx: &mut PgConnection, class: &TaxClass) -> Result<(), sqlx::Error> {
    let taxes = serde_json::to_string(&class.taxes).map_err(|_| decode("tax classes"))?;
    sqlx::query!(
        "insert into catalog.tax_class (name, taxes) values ($1, $2)
         on conflict (name) do update set taxes = excluded.taxes",
        class.name,
        taxes
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Deletes a class that no product names.
pub async fn delete_tax_class(tx: &mut PgConnection, name: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from catalog.tax_class where name = $1", name)
        .execute(tx)
        .await?;
    Ok(())
}

/// The codes of the products that name a class.
pub async fn codes_of_class(db: &mut PgConnection, name: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select code from catalog.product where tax_class = $1 order by code",
        name
    )
    .fetch_all(db)
    .await
}
