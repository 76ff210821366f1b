//! What fulfils some wishes: the lines of the stream from one place of the catalogue to another, and what goes with them.

use super::announce::price_changed;
use super::draft::{Draft, DraftError, MAX_STARTS, gtin};
use super::known::Known;
use super::ledger;
use super::store::{self, Change, Current, NewPrice};
use super::tax_class::is_name;
use super::wish::{Outcome, Wish};
use crate::platform::ids::new_id;
use crate::platform::moves::Step;
use crate::platform::outbox::Outgoing;
use crate::problem::ApiError;
use jiff::Timestamp;
use pos_core::{Product, Tax};
use pos_protocol::catalog::Cursor;
use sqlx::PgConnection;
use std::collections::{BTreeSet, HashMap};

/// What is to be written to fulfil some wishes, from one place of the catalogue to another.
pub struct Plan {
    /// Where the catalogue is before.
    start: Cursor,
    /// Where it is then.
    pub end: Cursor,
    /// What becomes of each wish.
    pub outcomes: Vec<Outcome>,
    /// Whether it is right for as long as the catalogue stays where it starts. Who changes its barcodes needs more than one
    /// statement, and a tax class that no product names yet changes without moving the catalogue.
    pub stands_alone: bool,
    changes: Vec<Change>,
    /// What the other modules are told.
    events: Vec<Outgoing>,
}

impl Known {
    /// Plans how to fulfil `wishes`; they are of the products that were read, at most one for each.
    pub async fn plan(
        self,
        db: &mut PgConnection,
        wishes: Vec<Wish>,
        now: Timestamp,
    ) -> Result<Plan, ApiError> {
        let mut pass = Pass {
            now,
            owners: store::barcode_owners(db, &new_gtins(&wishes, &self.current)).await?,
            current: self.current,
            classes: store::class_taxes(db, &classes(&wishes)).await?,
            plan: Plan {
                start: self.start,
                end: self.start,
                outcomes: Vec::with_capacity(wishes.len()),
                stands_alone: true,
                changes: Vec::new(),
                events: Vec::new(),
            },
        };
        for wish in wishes {
            let outcome = pass
                .fulfil(wish)
                .map_err(|cause| ApiError::internal(&cause))?;
            pass.plan.outcomes.push(outcome);
        }
        Ok(pass.plan)
    }
}

impl Plan {
    /// The step that it makes, for those who tell of it.
    pub fn step(&self) -> Step {
        Step {
            from: self.start,
            to: self.end,
            lines: self.changes.iter().map(|one| one.line.clone()).collect(),
        }
    }

    /// Writes it. When the catalogue is no longer where the plan starts that is [`sqlx::Error::RowNotFound`], and nothing is
    /// written.
    pub async fn write(&self, db: &mut PgConnection) -> Result<(), sqlx::Error> {
        if self.changes.is_empty() {
            return Ok(());
        }
        store::write(db, self.start, &self.changes, &self.events).await
    }
}

/// The barcodes that `wishes` name and that don't find those products already.
fn new_gtins(wishes: &[Wish], current: &HashMap<String, Current>) -> Vec<String> {
    let sold = wishes.iter().filter_map(|wish| match wish {
        Wish::Sell(draft) => Some(draft),
        Wish::Archive(_) | Wish::Renew(_) => None,
    });
    sold.filter(|draft| !is_found_by(current.get(draft.code()), draft.gtins()))
        .flat_map(|draft| draft.gtins())
        .collect()
}

/// Whether `gtins`, and no others, find the product already.
fn is_found_by(known: Option<&Current>, gtins: impl Iterator<Item = String>) -> bool {
    known.is_some_and(|known| !known.archived && gtins_of(&known.product).eq(gtins))
}

/// The classes that `wishes` name, each once.
fn classes(wishes: &[Wish]) -> Vec<String> {
    let named = wishes.iter().filter_map(|wish| match wish {
        Wish::Sell(draft) => draft.tax_class(),
        Wish::Archive(_) | Wish::Renew(_) => None,
    });
    let names: BTreeSet<&str> = named.filter(|name| is_name(name)).collect();
    names.into_iter().map(str::to_owned).collect()
}

fn gtins_of(product: &Product) -> impl Iterator<Item = String> {
    product.barcodes.iter().map(|barcode| gtin(barcode))
}

/// One walk over the wishes, in their order.
struct Pass {
    now: Timestamp,
    current: HashMap<String, Current>,
    owners: HashMap<String, String>,
    /// The taxes of the classes that are named.
    classes: HashMap<String, Vec<Tax>>,
    plan: Plan,
}

impl Pass {
    fn fulfil(&mut self, wish: Wish) -> Result<Outcome, serde_json::Error> {
        match wish {
            Wish::Sell(draft) => self.sell(*draft),
            Wish::Archive(code) => self.archive(&code),
            Wish::Renew(code) => self.renew(&code),
        }
    }

    fn sell(&mut self, mut draft: Draft) -> Result<Outcome, serde_json::Error> {
        let tax_class = draft.tax_class().map(str::to_owned);
        if let Some(name) = &tax_class {
            let Some(taxes) = self.classes.get(name) else {
                let unknown = DraftError::TaxClassUnknown(name.clone());
                return Ok(Outcome::Refused(unknown));
            };
            draft = draft.taxed(taxes);
        }
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
        let mut new_prices = Vec::new();
        let price_id = same_price.unwrap_or_else(|| new_id(self.now));
        if same_price.is_none() {
            new_prices.push(NewPrice {
                id: price_id,
                unit_price: draft.unit_price(),
                from: None,
            });
        }
        // What is sold anew begins without the prices that were once planned for it.
        let sold = before.as_ref().filter(|before| !before.archived);
        let mut scheduled = sold.map_or_else(Vec::new, |sold| sold.product.scheduled.clone());
        if let Some(start) = draft.start()
            && !scheduled.iter().any(|price| start.is(price))
        {
            let id = new_id(self.now);
            new_prices.push(NewPrice {
                id,
                unit_price: start.unit_price,
                from: Some(start.from),
            });
            scheduled.retain(|price| price.from != start.from);
            scheduled.push(start.priced(id.to_string()));
            scheduled.sort_by_key(|price| price.from);
            if scheduled.len() > MAX_STARTS {
                return Ok(Outcome::Refused(DraftError::TooManyStarts));
            }
        }
        let gtins: Vec<String> = draft.gtins().collect();
        let product = draft.priced(price_id.to_string(), scheduled);
        let line = ledger::row(product.clone())?;
        let outcome = match &before {
            Some(before) if before.line == line && before.tax_class == tax_class => {
                return Ok(Outcome::Unchanged);
            }
            Some(before) if !before.archived => Outcome::Changed,
            _ => Outcome::New,
        };
        self.plan.end = ledger::after(self.plan.end, &line);
        let kept = is_found_by(before.as_ref(), gtins.iter().cloned());
        let same_class = sold.is_some_and(|sold| sold.tax_class == tax_class);
        self.plan.stands_alone &= kept && same_class;
        if let Some(before) = before {
            self.plan
                .events
                .extend(price_changed(&before, &product, self.plan.end, self.now)?);
            self.release(&before.product);
        }
        for gtin in &gtins {
            self.owners.insert(gtin.clone(), product.code.clone());
        }
        self.plan.changes.push(Change {
            cursor: self.plan.end,
            product,
            tax_class,
            price_id,
            new_prices,
            gtins: (!kept).then_some(gtins),
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
        self.plan.stands_alone = false;
        self.plan.end = ledger::after(self.plan.end, &line);
        self.plan.changes.push(Change {
            cursor: self.plan.end,
            product: Product {
                scheduled: Vec::new(),
                ..before.product
            },
            tax_class: None,
            price_id: before.price_id,
            new_prices: Vec::new(),
            gtins: Some(Vec::new()),
            archived: true,
            line,
        });
        Ok(Outcome::Changed)
    }

    fn renew(&mut self, code: &str) -> Result<Outcome, serde_json::Error> {
        let Some(now) = self.current.remove(code).filter(|now| !now.archived) else {
            return Ok(Outcome::Unchanged);
        };
        let line = ledger::row(now.product.clone())?;
        if now.line == line {
            return Ok(Outcome::Unchanged);
        }
        self.plan.end = ledger::after(self.plan.end, &line);
        self.plan
            .events
            .extend(price_changed(&now, &now.product, self.plan.end, self.now)?);
        self.plan.changes.push(Change {
            cursor: self.plan.end,
            gtins: None,
            product: now.product,
            tax_class: now.tax_class,
            price_id: now.price_id,
            new_prices: Vec::new(),
            archived: false,
            line,
        });
        Ok(Outcome::Changed)
    }

    /// The barcodes of `product` are free for the wishes after this one.
    fn release(&mut self, product: &Product) {
        for gtin in gtins_of(product) {
            if self.owners.get(&gtin) == Some(&product.code) {
                self.owners.remove(&gtin);
            }
        }
    }
}
