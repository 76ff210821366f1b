//! Lines that are rung up, changed, discounted, noted and taken away.

use super::basket::{Basket, Kind, Line};
use super::model::{Sold, Why};
use super::money::Off;
use super::wares::{Scan, WARES, scan};
use super::world::World;
use pos_core::{Amount, BasketKind, Discount, Quantity, UnitPrice};
use pos_till::features::*;

/// More than half of `all` is a supervisor's to give.
fn is_most(off: Option<Off>, all: i64) -> bool {
    match off {
        None => false,
        Some(Off::Percent(e4)) => e4 > 500_000,
        Some(Off::Sum(minor)) => minor * 2 > all.abs(),
    }
}

/// As the till is asked for it, and whether it is one.
fn discount(off: Option<Off>) -> (Option<Discount>, Option<&'static str>) {
    let discount = off.map(|off| match off {
        Off::Percent(e4) => Discount::Percent {
            rate_e4: u64::try_from(e4).unwrap_or(u64::MAX),
        },
        Off::Sum(minor) => Discount::Amount {
            amount: Amount::from_minor(minor),
        },
    });
    let bad = match off {
        Some(Off::Percent(e4)) => !(0..=1_000_000).contains(&e4),
        Some(Off::Sum(minor)) => minor < 0,
        None => false,
    };
    (discount, bad.then_some("bad_discount"))
}

/// What is typed as a note, and whether it can be kept.
fn note(kind: u8) -> (Option<String>, Option<&'static str>) {
    match kind {
        0 => (None, None),
        1 => (Some("  ".to_owned()), None),
        2 => (Some("a\u{0}b".to_owned()), Some("bad_text")),
        _ => (Some(format!("gift {kind}")), None),
    }
}

/// What is kept of it.
fn kept(note: Option<String>) -> Option<String> {
    note.filter(|text| !text.trim().is_empty())
}

pub fn thousandths(quantity: i64) -> Quantity {
    Quantity::from_thousandths(quantity).unwrap()
}

impl World {
    fn kind(&self) -> Kind {
        self.model
            .basket
            .as_ref()
            .map_or(Kind::Sale, |open| open.kind)
    }

    /// Why so much can't go into the basket, or come back in it.
    fn wrong_way(&self, asked: i64, why: &mut Why) {
        let exchange = self.kind() == Kind::Exchange;
        why.extend((asked == 0).then_some("zero_quantity"));
        why.extend((asked < 0 && !exchange).then_some("quantity_out_of_range"));
        let people = &self.model.people;
        why.extend(people.needs_supervisor(asked < 0 && exchange));
    }

    /// As the line has it: what a refund asks for is negative.
    fn signed(&self, asked: i64) -> i64 {
        if self.kind() == Kind::Refund {
            -asked
        } else {
            asked
        }
    }

    /// What a supervisor has to allow names whoever did.
    pub fn allow(&mut self, needed: bool) {
        let supervisor = self.model.people.supervisor();
        if let Some(open) = self.model.basket.as_mut().filter(|_| needed) {
            open.allowed_by = supervisor;
        }
    }

    pub fn add(&mut self, place: usize, quantity: i64) {
        let Scan {
            text,
            ware,
            weighs,
            otherwise,
        } = scan(place);
        let asked = if weighs.is_some() { 1_000 } else { quantity };
        let mut why = self.model.shut();
        let sold = ware.map(|ware| (ware, self.model.wares[ware]));
        match sold {
            Some((_, Sold::At(_))) => {}
            Some((_, Sold::Archived)) if weighs.is_none() => why.push("no_longer_sold"),
            _ => why.push(otherwise),
        }
        if let Some(open) = &self.model.basket {
            why.extend(open.standing().next().map(|_| "tenders_taken"));
        }
        self.wrong_way(asked, &mut why);
        let request = AddLine {
            text,
            quantity: thousandths(asked),
        };
        if self.run(&why, |till| add_line(till, &request)).is_none() {
            return;
        }
        let (Some((ware, Sold::At(e4))), quantity) = (sold, self.signed(weighs.unwrap_or(asked)))
        else {
            panic!("sold what is not there");
        };
        if self.model.basket.is_none() {
            let id = basket(&self.till).unwrap().unwrap().id;
            self.model.basket = Some(Basket::new(id, Kind::Sale, None));
        }
        self.allow(self.kind() == Kind::Exchange && asked < 0);
        self.model.basket.as_mut().unwrap().push(Line {
            number: 0,
            ware,
            e4,
            catalogue_e4: e4,
            typed: false,
            quantity,
            off: None,
            note: None,
            back: None,
        });
    }

    /// Types how a ware's name begins, and rings up what is found.
    pub fn search_and_add(&mut self, ware: usize, letters: usize) {
        let of = &WARES[ware];
        let text: String = of.name.chars().take(letters).collect();
        let hits = search(&self.till, &Search { text, limit: 20 }).unwrap();
        let found = hits.into_iter().find(|hit| hit.code == of.code);
        let sold = self.model.wares[ware];
        let shown = found.map(|hit| hit.unit_price.e4());
        assert_eq!(
            shown,
            match sold {
                Sold::At(e4) => Some(e4),
                Sold::Archived | Sold::Unknown => None,
            }
        );
        let place = (0..super::wares::SCANS)
            .find(|place| scan(*place).ware == Some(ware) && scan(*place).weighs.is_none());
        self.add(place.unwrap(), 1_000);
    }

    pub fn quantity(&mut self, number: u32, asked: i64) {
        let (line, mut why) = self.model.line(number);
        let back = line.and_then(|line| line.back.clone());
        match &back {
            Some(back) => {
                let left = back.sold_quantity - back.before;
                why.extend((asked == 0).then_some("zero_quantity"));
                why.extend((asked.abs() > left).then_some("more_than_sold"));
            }
            None => self.wrong_way(asked, &mut why),
        }
        let request = ChangeQuantity {
            number,
            quantity: thousandths(asked),
        };
        if self
            .run(&why, |till| change_quantity(till, &request))
            .is_none()
        {
            return;
        }
        let signed = if back.is_some() {
            -asked.abs()
        } else {
            self.signed(asked)
        };
        self.allow(back.is_none() && self.kind() == Kind::Exchange && asked < 0);
        let open = self.model.basket.as_mut().unwrap();
        open.change(number, |line| line.quantity = signed);
    }

    pub fn override_price(&mut self, number: u32, e4: i64, reason: &str) {
        let (line, mut why) = self.model.line(number);
        let beyond = line.is_some_and(|line| match line.quantity < 0 {
            true => e4 > line.catalogue_e4,
            false => e4 * 2 < line.catalogue_e4,
        });
        let back = line.is_some_and(|line| line.back.is_some());
        why.extend(back.then_some("returned_line"));
        why.extend(
            reason
                .trim()
                .is_empty()
                .then_some("override_without_reason"),
        );
        why.extend(self.model.people.needs_supervisor(beyond));
        let request = OverridePrice {
            number,
            price: UnitPrice::from_e4(e4).unwrap(),
            reason: reason.to_owned(),
        };
        if self
            .run(&why, |till| override_price(till, &request))
            .is_none()
        {
            return;
        }
        self.allow(beyond);
        let open = self.model.basket.as_mut().unwrap();
        open.change(number, |line| (line.e4, line.typed) = (e4, true));
    }

    pub fn discount_line(&mut self, number: u32, off: Option<Off>) {
        let (line, mut why) = self.model.line(number);
        let amount = line.map_or(0, |line| line.alone(self.model.trade).amount);
        why.extend(
            line.and_then(|line| line.back.as_ref())
                .map(|_| "returned_line"),
        );
        let (discount, bad) = discount(off);
        why.extend(bad);
        let most = is_most(off, amount);
        why.extend(self.model.people.needs_supervisor(most));
        let request = DiscountLine { number, discount };
        if self
            .run(&why, |till| discount_line(till, request))
            .is_none()
        {
            return;
        }
        self.allow(most);
        let open = self.model.basket.as_mut().unwrap();
        open.change(number, |line| line.off = off);
    }

    pub fn discount_basket(&mut self, off: Option<Off>) {
        let mut why = self.model.untouchable();
        let (discount, bad) = discount(off);
        why.extend(bad);
        let trade = self.model.trade;
        let lines = self.model.basket.iter().flat_map(|open| &open.lines);
        let most = is_most(off, lines.map(|line| line.alone(trade).gross).sum());
        why.extend(self.model.people.needs_supervisor(most));
        if self
            .run(&why, |till| discount_basket(till, discount))
            .is_none()
        {
            return;
        }
        self.allow(most);
        let open = self.model.basket.as_mut().unwrap();
        (open.off, open.order) = (off, None);
    }

    pub fn note_line(&mut self, number: u32, kind: u8) {
        let (_, mut why) = self.model.line(number);
        let (text, bad) = note(kind);
        why.extend(bad);
        let request = NoteLine {
            number,
            note: text.clone(),
        };
        let done = note_line(&mut self.till, &request);
        if self.judged(&why, done).is_some() {
            let open = self.model.basket.as_mut().unwrap();
            open.change(number, |line| line.note = kept(text));
        }
    }

    pub fn note_basket(&mut self, kind: u8) {
        let mut why = self.model.shut();
        why.extend(self.model.basket.is_none().then_some("no_basket"));
        let (text, bad) = note(kind);
        why.extend(bad);
        let done = note_basket(&mut self.till, &text);
        if self.judged(&why, done).is_some() {
            self.model.basket.as_mut().unwrap().note = kept(text);
        }
    }

    pub fn remove(&mut self, number: u32) {
        let (_, why) = self.model.line(number);
        let done = remove_line(&mut self.till, RemoveLine { number });
        if self.judged(&why, done).is_some() {
            let mut open = self.model.basket.take().unwrap();
            if open.lines.len() == 1 {
                return self.model.void(&open);
            }
            open.lines.retain(|line| line.number != number);
            open.order = None;
            self.model.basket = Some(open);
        }
    }

    pub fn take_new_price(&mut self, number: u32) {
        let (line, mut why) = self.model.line(number);
        let sold = line.map(|line| self.model.wares[line.ware]);
        why.extend(
            line.and_then(|line| line.back.as_ref())
                .map(|_| "returned_line"),
        );
        let e4 = match sold {
            Some(Sold::At(e4)) => e4,
            _ => {
                why.push("unknown_product");
                0
            }
        };
        let done = take_new_price(&mut self.till, TakeNewPrice { number });
        if self.judged(&why, done).is_some() {
            let open = self.model.basket.as_mut().unwrap();
            open.change(number, |line| {
                (line.e4, line.catalogue_e4, line.typed) = (e4, e4, false)
            });
        }
    }

    pub fn start(&mut self, kind: Kind) {
        let mut why = self.model.shut();
        let supervised = kind != Kind::Sale;
        why.extend(self.model.people.needs_supervisor(supervised));
        why.extend(self.model.is_busy().then_some("basket_open"));
        let asked = match kind {
            Kind::Sale => BasketKind::Sale,
            Kind::Refund => BasketKind::Refund,
            Kind::Exchange => BasketKind::Exchange,
        };
        let request = StartBasket { kind: asked };
        if let Some(view) = self.run(&why, |till| start_basket(till, request)) {
            let by = self.model.people.supervisor().filter(|_| supervised);
            self.model.basket = Some(Basket::new(view.id, kind, by));
        }
    }
}
