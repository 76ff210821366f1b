//! How the catalogue changes: under the counter's lock, so that versions are without gaps and in commit order.

use super::draft::{Draft, DraftError, gtin};
use super::ledger;
use super::store::{self, Change, Current};
use crate::problem::ApiError;
use jiff::Timestamp;
use pos_core::Product;
use pos_protocol::catalog::Cursor;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::{NoContext, Uuid};

/// What somebody wants of one product.
pub enum Wish {
    /// It is to be sold like this.
    Sell(Draft),
    /// It is no longer to be sold.
    Archive(String),
}

impl Wish {
    fn code(&self) -> &str {
        match self {
            Wish::Sell(draft) => draft.code(),
            Wish::Archive(code) => code,
        }
    }
}

/// What became of a wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It wasn't sold before.
    New,
    /// It is sold differently now, or no longer.
    Changed,
    /// It was like this before; there is no new version.
    Unchanged,
    /// It can't be.
    Refused(DraftError),
}

/// Fulfils `wishes`, at most one for each product, in the caller's transaction, in which the counter is locked from here on.
///
/// Answers what became of each, and where the catalogue is then.
pub async fn publish(
    tx: &mut PgConnection,
    wishes: Vec<Wish>,
    now: Timestamp,
) -> Result<(Vec<Outcome>, Cursor), ApiError> {
    let start = store::lock_counter(tx).await?;
    let codes: Vec<String> = wishes.iter().map(|wish| wish.code().to_owned()).collect();
    let gtins: Vec<String> = wishes
        .iter()
        .flat_map(|wish| match wish {
            Wish::Sell(draft) => draft.gtins().collect(),
            Wish::Archive(_) => Vec::new(),
        })
        .collect();
    let mut pass = Pass {
        cursor: start,
        now,
        current: store::current(tx, &codes).await?,
        owners: store::barcode_owners(tx, &gtins).await?,
        changes: Vec::new(),
    };
    let outcomes = wishes
        .into_iter()
        .map(|wish| pass.fulfil(wish))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|cause| ApiError::internal(&cause))?;
    if !pass.changes.is_empty() {
        store::write(tx, &pass.changes).await?;
        store::move_counter(tx, pass.cursor).await?;
    }
    Ok((outcomes, pass.cursor))
}

/// One walk over the wishes, in their order.
struct Pass {
    cursor: Cursor,
    now: Timestamp,
    current: HashMap<String, Current>,
    owners: HashMap<String, String>,
    changes: Vec<Change>,
}

impl Pass {
    fn fulfil(&mut self, wish: Wish) -> Result<Outcome, serde_json::Error> {
        match wish {
            Wish::Sell(draft) => self.sell(draft),
            Wish::Archive(code) => self.archive(&code),
        }
    }

    fn sell(&mut self, draft: Draft) -> Result<Outcome, serde_json::Error> {
        let taken = draft.gtins().find_map(|gtin| {
            let owner = self
                .owners
                .get(&gtin)
                .filter(|owner| *owner != draft.code())?;
            Some((gtin, owner.clone()))
        });
        if let Some((barcode, owner)) = taken {
            return Ok(Outcome::Refused(DraftError::BarcodeTaken {
                barcode,
                owner,
            }));
        }
        let before = self.current.remove(draft.code());
        let same_price = before
            .as_ref()
            .filter(|before| before.product.unit_price == draft.unit_price())
            .map(|before| before.price_id);
        let price_id = same_price.unwrap_or_else(|| self.new_id());
        let gtins: Vec<String> = draft.gtins().collect();
        let product = draft.priced(price_id.to_string());
        let line = ledger::row(product.clone())?;
        let outcome = match &before {
            Some(before) if before.line == line => return Ok(Outcome::Unchanged),
            Some(before) if !before.archived => Outcome::Changed,
            _ => Outcome::New,
        };
        if let Some(before) = before {
            self.release(&before.product);
        }
        for gtin in &gtins {
            self.owners.insert(gtin.clone(), product.code.clone());
        }
        self.cursor = ledger::after(self.cursor, &line);
        self.changes.push(Change {
            cursor: self.cursor,
            product,
            price_id,
            new_price: same_price.is_none(),
            gtins,
            archived: false,
            line,
        });
        Ok(outcome)
    }

    fn archive(&mut self, code: &str) -> Result<Outcome, serde_json::Error> {
        let Some(before) = self.current.remove(code).filter(|before| !before.archived) else {
            return Ok(Outcome::Unchanged);
        };
        let line = ledger::tombstone(code)?;
        self.release(&before.product);
        self.cursor = ledger::after(self.cursor, &line);
        self.changes.push(Change {
            cursor: self.cursor,
            product: before.product,
            price_id: before.price_id,
            new_price: false,
            gtins: Vec::new(),
            archived: true,
            line,
        });
        Ok(Outcome::Changed)
    }

    /// The barcodes of `product` are free for the wishes after this one.
    fn release(&mut self, product: &Product) {
        for gtin in product.barcodes.iter().map(|barcode| gtin(barcode)) {
            if self.owners.get(&gtin) == Some(&product.code) {
                self.owners.remove(&gtin);
            }
        }
    }

    fn new_id(&self) -> Uuid {
        let seconds = self.now.as_second().unsigned_abs();
        let nanoseconds = self.now.subsec_nanosecond().unsigned_abs();
        Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds))
    }
}
