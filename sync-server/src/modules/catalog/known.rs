//! What is known of some products at one moment, and where the catalogue was then.

use super::store::{self, Current};
use crate::problem::ApiError;
use jiff::Timestamp;
use pos_protocol::catalog::Cursor;
use sqlx::PgConnection;
use std::collections::HashMap;

/// Some products, as of one moment.
pub struct Known {
    /// Where the catalogue was.
    pub start: Cursor,
    /// Those of the products that are or were sold.
    pub current: HashMap<String, Current>,
}

impl Known {
    /// Locks the counter until the transaction ends, and reads the products `codes`: nobody else changes them meanwhile.
    pub async fn lock(
        tx: &mut PgConnection,
        codes: &[String],
        now: Timestamp,
    ) -> Result<Known, ApiError> {
        store::lock_counter(tx).await?;
        Known::read(tx, codes, now).await
    }

    /// Reads the products `codes`. Without the lock on the counter they may be others a moment later.
    pub async fn read(
        db: &mut PgConnection,
        codes: &[String],
        now: Timestamp,
    ) -> Result<Known, ApiError> {
        let (head, current) = store::current_at(db, codes, now.as_second()).await?;
        let start = match head {
            Some(head) => head,
            None => store::head(db).await?,
        };
        Ok(Known { start, current })
    }

    /// The product `code`, if it is or was sold.
    pub fn get(&self, code: &str) -> Option<&Current> {
        self.current.get(code)
    }
}
