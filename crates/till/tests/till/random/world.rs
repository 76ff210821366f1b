//! The till and its model, side by side: a command goes to the one, and what it should come to is held against the other.

use super::basket::Means;
use super::model::{Model, Why};
use super::money::Trade;
use super::people::Who;
use super::wares::SCALE;
use crate::support::*;
use pos_core::{Amount, TaxRounding};
use pos_till::features::*;
use pos_till::{Till, TillError};
use serde_json::json;
use std::path::PathBuf;

/// A request that was granted, to be made once more.
#[derive(Clone)]
pub enum Granted {
    Cash(PayCash),
    Tender(TakeTender),
}

pub struct World {
    pub shop: Shop,
    /// Where the till lies now: a crash moves it to the copy that the crash left.
    pub dir: PathBuf,
    pub till: Till,
    pub model: Model,
    /// What a power cut in the middle of the last command may leave, besides its beginning and its end.
    pub passed: Vec<Model>,
    /// Whose PIN is typed for the next command, and whether it is right.
    pub leave: Option<(Who, bool)>,
    pub granted: Option<Granted>,
    /// Grows with every tender.
    pub tenders: u32,
    /// Grows with every crash.
    pub crashes: u32,
}

impl World {
    /// A register of a shop that trades so: Sam and Cass have PINs, Cass is there, the shift is open.
    pub fn open(trade: Trade) -> World {
        let shop = Shop::new();
        let mut till = shop.open();
        let mut enrolment = shop.enrolment(till.register());
        let store = &mut enrolment.enrolled.store;
        store.currency = trade.currency.to_owned();
        store.smallest_coin = Amount::from_minor(trade.coin);
        store.tax_rounding = match trade.per_order {
            true => TaxRounding::Order,
            false => TaxRounding::Line,
        };
        store.barcode_patterns = vec![SCALE.to_owned()];
        enrol(&mut till, enrolment).unwrap();
        let mut world = World {
            dir: shop.dir().to_owned(),
            shop,
            till,
            model: Model::new(trade),
            passed: Vec::new(),
            leave: None,
            granted: None,
            tenders: 0,
            crashes: 0,
        };
        world
            .model
            .tell("branch.began.v1", vec![("/reason", json!("first"))]);
        world.whole_catalogue();
        for who in [Who::Sam, Who::Cass] {
            world.sign_in_online(who);
            let (pin, current) = (who.pin(true).to_owned(), None);
            set_pin(&mut world.till, &SetPin { pin, current }).unwrap();
            world
                .model
                .tell("pin.set.v1", vec![("/replaced", json!(false))]);
        }
        world.open_shift(10_000, "2026-11-02");
        world
    }

    /// A power cut from here on may leave the till as the model has it now.
    pub fn mark(&mut self) {
        self.passed.push(self.model.clone());
    }

    /// Holds what came of a command against what should come of it.
    pub fn judged<T>(&self, why: &Why, done: Result<T, TillError>) -> Option<T> {
        match done {
            Ok(done) => {
                assert!(why.is_empty(), "done, in spite of {why:?}");
                Some(done)
            }
            Err(error) => {
                let code = error.code();
                assert!(
                    why.contains(&code),
                    "refused, {code}, and not for {why:?}: {error}"
                );
                None
            }
        }
    }

    /// Runs a command that a supervisor may be asked for, with a PIN where one is typed.
    pub fn run<T>(
        &mut self,
        why: &Why,
        command: impl FnOnce(&mut Till) -> Result<T, TillError>,
    ) -> Option<T> {
        let Some((who, right)) = self.leave else {
            let done = command(&mut self.till);
            return self.judged(why, done);
        };
        let mut first = self.model.people.away();
        if first.is_empty() {
            first = self.typed(who, right);
        }
        if first.is_empty() && who.as_supervisor().is_none() {
            first.push("supervisor_required");
        }
        let pin = with_pin(who.name(), who.pin(right));
        let done = authorised(&mut self.till, Some(&pin), command);
        self.judged(if first.is_empty() { why } else { &first }, done)
    }

    /// The tender's next id.
    pub fn next_tender(&mut self) -> String {
        self.tenders += 1;
        crate::paying::id(self.tenders)
    }

    /// The number of the receipt that the next entry makes.
    pub fn next_receipt(&self) -> String {
        let branch = self.till.current_branch().unwrap().unwrap();
        let seq = self.model.facts.len() + 1;
        format!("2-{}-{seq:06}", branch.to_uppercase())
    }
}

impl Means {
    pub fn tender(self, minor: i64) -> pos_core::Tender {
        match self {
            Means::Cash => crate::paying::cash(minor),
            Means::Card => crate::paying::card(minor),
            Means::Voucher => crate::paying::voucher(minor),
        }
    }
}
