//! What is known of some products while nobody else can change the catalogue.

use super::store::{self, Current};
use crate::problem::ApiError;
use jiff::Timestamp;
use pos_protocol::catalog::Cursor;
use sqlx::PgConnection;
use std::collections::HashMap;

/// Some products, with the catalogue's counter locked until the transaction ends.
pub struct Locked {
    /// Where the catalogue is.
    pub start: Cursor,
    /// Those of the products that are or were sold.
    pub current: HashMap<String, Current>,
}

impl Locked {
    /// Locks the counter and reads the products `codes`.
    pub async fn lock(
        tx: &mut PgConnection,
        codes: &[String],
        now: Timestamp,
    ) -> Result<Locked, ApiError> {
        store::lock_counter(tx).await?;
        Locked::read(tx, codes, now).await
    }

    /// Reads the products `codes` in a transaction that has locked the counter already.
    pub async fn read(
        tx: &mut PgConnection,
        codes: &[String],
        now: Timestamp,
    ) -> Result<Locked, ApiError> {
        let (head, current) = store::current_at(tx, codes, now.as_second()).await?;
        let start = match head {
            Some(head) => head,
            None => store::head(tx).await?,
        };
        Ok(Locked { start, current })
    }

    /// The product `code`, if it is or was sold.
    pub fn get(&self, code: &str) -> Option<&Current> {
        self.current.get(code)
    }
}
