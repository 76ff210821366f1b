//! One file per use case of the catalogue.

pub mod archive_product;
pub mod categories;
pub mod create_product;
pub mod delete_tax_class;
pub mod forget_changes;
pub mod import_catalog;
pub mod import_over_http;
pub mod list_products;
pub mod patch_product;
pub mod prices;
pub mod product;
pub mod put_product;
pub mod put_tax_class;
pub mod set_price;
pub mod start_prices;
pub mod tax_class;
pub mod tax_classes;

use super::store::{self, Current};
use super::view::ProductView;
use crate::platform::api::version::Version;
use crate::problem::ApiError;
use jiff::Timestamp;
use pos_protocol::codes::Code;
use sqlx::PgConnection;

/// What is sold under `code`, as it costs at `now`.
async fn sold(tx: &mut PgConnection, code: &str, now: Timestamp) -> Result<ProductView, ApiError> {
    let known = store::current(tx, &[code.to_owned()], now.as_second())
        .await?
        .remove(code)
        .ok_or_else(|| not_sold(code))?;
    Ok(ProductView::from(&on_sale(known)?))
}

/// The version of what is on sale, if it is.
fn version_of(current: Option<&Current>) -> Result<Option<Version>, ApiError> {
    let sold = current.filter(|current| !current.archived);
    sold.map(|sold| ProductView::from(sold).version())
        .transpose()
}

/// The product, unless it was archived.
fn on_sale(known: Current) -> Result<Current, ApiError> {
    if known.archived {
        let product = known.product;
        return Err(ApiError::new(
            Code::NotFound,
            format!("{} ({}) is no longer sold.", product.name, product.code),
        ));
    }
    Ok(known)
}

/// There is no such product.
fn not_sold(code: &str) -> ApiError {
    ApiError::new(
        Code::NotFound,
        format!("There is no product with the code {code}."),
    )
}
