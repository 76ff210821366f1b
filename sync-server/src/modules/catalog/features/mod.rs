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

use super::draft::DraftError;
use super::locked::Locked;
use super::publish::{Outcome, Wish};
use super::store::{self, Current};
use super::view::ProductView;
use crate::platform::api::version::Version;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use futures::future::BoxFuture;
use jiff::Timestamp;
use pos_protocol::catalog::Cursor;
use pos_protocol::codes::Code;
use serde::Serialize;
use sqlx::{Connection, PgConnection};

/// The answer to a change.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Changed {
    /// The product's code.
    pub code: String,
    /// Whether there is a new version.
    pub changed: bool,
    /// Where the catalogue is now.
    #[schema(value_type = String)]
    pub cursor: Cursor,
}

impl From<DraftError> for ApiError {
    fn from(error: DraftError) -> ApiError {
        ApiError::new(Code::InvalidRequest, format!("{}: {error}", error.code()))
    }
}

/// Makes one change of the product `code`, with `wish` made under the counter's lock.
async fn change(
    state: &AppState,
    code: String,
    wish: impl FnOnce(Option<Current>) -> Result<Wish, ApiError> + Send + 'static,
) -> Result<Changed, ApiError> {
    in_transaction(state, store::BEGIN_LOCKED, move |tx, now| {
        Box::pin(change_in(tx, now, code, wish))
    })
    .await
}

/// Does `work` in one transaction that begins with `begin`, to its end whether or not the caller waits, and wakes those who
/// tell of it.
async fn in_transaction<T: Send + 'static>(
    state: &AppState,
    begin: &'static str,
    work: impl for<'t> FnOnce(&'t mut PgConnection, Timestamp) -> BoxFuture<'t, Result<T, ApiError>>
    + Send
    + 'static,
) -> Result<T, ApiError> {
    let (db, now) = (state.db.clone(), state.clock.now());
    let (moved, filled) = (state.catalogue_moved.clone(), state.outbox_filled.clone());
    let at_the_door = state.door.enter();
    state
        .writes
        .run(async move {
            let mut connection = db.acquire().await?;
            let outcome = match connection.begin_with(begin).await {
                Ok(mut tx) => match work(&mut tx, now).await {
                    Ok(done) => tx.commit().await.map(|()| Ok(done)),
                    Err(refused) => Ok(Err(refused)),
                },
                Err(error) => Err(error),
            };
            // A transaction may have begun and not got the lock, of which sqlx knows nothing.
            let done = outcome.inspect_err(|_| connection.close_on_drop())??;
            // Postgres says so, too, to every server; this one need not wait for that.
            moved.notify_one();
            filled.notify_one();
            drop(at_the_door);
            Ok(done)
        })
        .await
}

/// As [`change`], in the caller's transaction, in which the counter is locked.
async fn change_in(
    tx: &mut PgConnection,
    now: Timestamp,
    code: String,
    wish: impl FnOnce(Option<Current>) -> Result<Wish, ApiError>,
) -> Result<Changed, ApiError> {
    let locked = Locked::read(tx, std::slice::from_ref(&code), now).await?;
    let wish = wish(locked.get(&code).cloned())?;
    let (outcomes, cursor) = locked.publish(tx, vec![wish], now).await?;
    let mut changed = false;
    for outcome in outcomes {
        match outcome {
            Outcome::Refused(error) => return Err(error.into()),
            Outcome::New | Outcome::Changed => changed = true,
            Outcome::Unchanged => {}
        }
    }
    Ok(Changed {
        code,
        changed,
        cursor,
    })
}

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
