//! One file per use case of the catalogue.

pub mod archive_product;
pub mod import_catalog;
pub mod product;
pub mod put_product;
pub mod set_price;

use super::draft::DraftError;
use super::publish::{Outcome, Wish, publish};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use pos_protocol::catalog::Cursor;
use pos_protocol::codes::Code;
use serde::Serialize;

/// The answer to a change.
#[derive(Debug, Serialize)]
pub struct Changed {
    /// The product's code.
    pub code: String,
    /// Whether there is a new version.
    pub changed: bool,
    /// Where the catalogue is now.
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
    wish: impl FnOnce(Option<super::store::Current>) -> Result<Wish, ApiError> + Send + 'static,
) -> Result<Changed, ApiError> {
    let (db, now) = (state.db.clone(), state.clock.now());
    state
        .writes
        .run(async move {
            let mut tx = db.begin().await?;
            super::store::lock_counter(&mut tx).await?;
            let current = super::store::current(&mut tx, std::slice::from_ref(&code))
                .await?
                .remove(&code);
            let (outcomes, cursor) = publish(&mut tx, vec![wish(current)?], now).await?;
            let mut changed = false;
            for outcome in outcomes {
                match outcome {
                    Outcome::Refused(error) => return Err(error.into()),
                    Outcome::New | Outcome::Changed => changed = true,
                    Outcome::Unchanged => {}
                }
            }
            tx.commit().await?;
            Ok(Changed {
                code,
                changed,
                cursor,
            })
        })
        .await
}

/// There is no such product on sale.
fn not_sold(code: &str) -> ApiError {
    ApiError::new(
        Code::NotFound,
        format!("There is no product with the code {code}."),
    )
}
