//! Payments: begun, paid in parts, parts undone, paid in full, and asked for twice.

use super::basket::{Means, Taken};
use super::due::{Came, Due};
use super::model::Why;
use super::world::{Granted, World};
use crate::support::amount;
use pos_till::features::*;
use pos_till::views::{SaleDone, Tendered};
use serde_json::json;

/// An order that nobody begun.
const NO_ORDER: &str = "0199f3a0-0000-7000-8000-0000000000ff";

impl World {
    /// Opens the payment; whether it is open.
    pub fn begin(&mut self, reference: Option<&str>, note: Option<&str>) -> bool {
        let mut why = self.model.shut();
        match &self.model.basket {
            None => why.push("no_basket"),
            Some(open) => why.extend(open.lines.is_empty().then_some("basket_empty")),
        }
        let bad = [reference, note]
            .into_iter()
            .flatten()
            .any(|text| text.contains('\u{0}'));
        why.extend(bad.then_some("bad_text"));
        let trade = self.model.trade;
        let open = self.model.basket.as_ref();
        let needed =
            open.is_some_and(|open| open.allowed_by.is_none() && open.gives_too_much(trade));
        why.extend(self.model.people.needs_supervisor(needed));
        let request = BeginPayment {
            external_reference: reference.map(str::to_owned),
            note: note.map(str::to_owned),
        };
        let done = begin_payment(&mut self.till, &request);
        let Some(view) = self.judged(&why, done) else {
            return false;
        };
        self.allow(needed);
        let open = self.model.basket.as_mut().unwrap();
        let order = open.order.get_or_insert_with(|| view.order_id.clone());
        assert_eq!(*order, view.order_id, "the same payment has another id");
        open.reference = request.external_reference.or(open.reference.take());
        open.note = request.note.or(open.note.take());
        let due = Due::of(open, self.model.trade);
        assert_eq!(view.total.minor(), open.gross(self.model.trade));
        assert_eq!(
            (view.due.minor(), view.due_exactly.minor()),
            (due.in_coins(), due.exactly())
        );
        self.mark();
        true
    }

    fn due(&self) -> Due {
        Due::of(self.model.basket.as_ref().unwrap(), self.model.trade)
    }

    /// Why an order that is paid can't be completed.
    fn returned_meanwhile(&self) -> Option<&'static str> {
        let lines = self.model.basket.iter().flat_map(|open| &open.lines);
        let mut back = lines.filter_map(|line| line.back.as_ref());
        back.any(|back| self.model.returned(back.of) > back.before)
            .then_some("returned_meanwhile")
    }

    fn why_not(&self, came: &Came) -> Why {
        match came {
            Came::Refused(code) => vec![code],
            Came::Open => Vec::new(),
            Came::Paid { .. } => self.returned_meanwhile().into_iter().collect(),
        }
    }

    fn completed(&mut self, last: (Means, i64), came: &Came, done: &SaleDone) {
        let Came::Paid { change, rounding } = *came else {
            panic!("completed, and is not paid");
        };
        let receipt = self.next_receipt();
        assert_eq!(done.receipt.number, receipt);
        self.model.complete(last, change, rounding, receipt);
        let want = self.model.orders.last().unwrap();
        let order = &done.receipt.order;
        assert_eq!(order.id(), want.id);
        assert_eq!(done.change.minor(), want.change);
        let rounded = order
            .paid()
            .rounding()
            .map_or(0, |by| by.difference.minor());
        assert_eq!(rounded, want.rounding);
        assert_eq!(
            order.paid().kept().unwrap().minor(),
            want.gross() + want.rounding
        );
        assert_eq!(order.recompute().unwrap(), Vec::new());
        for (line, (_, figures)) in order.lines().iter().zip(&want.lines) {
            let taxes: Vec<i64> = line.figures.taxes.iter().map(|tax| tax.minor()).collect();
            let got = (line.figures.net.minor(), taxes, line.figures.gross.minor());
            assert_eq!(got, (figures.net, figures.taxes.clone(), figures.gross));
        }
    }

    /// Pays all that is left in cash, and so much `more`.
    pub fn pay(&mut self, more: i64) {
        if !self.begin(None, None) {
            return;
        }
        let order_id = self.model.basket.as_ref().unwrap().order.clone().unwrap();
        let given = self.due().in_coins() + more;
        let came = self.due().pay(given);
        let why = self.why_not(&came);
        let request = PayCash {
            order_id,
            given: amount(given),
        };
        let done = pay_cash(&mut self.till, &request);
        if let Some(done) = self.judged(&why, done) {
            self.completed((Means::Cash, given), &came, &done);
            self.granted = Some(Granted::Cash(request));
        }
    }

    /// Takes so many per cent of what is left.
    pub fn tender(&mut self, means: Means, percent: i64) {
        if !self.begin(None, None) {
            return;
        }
        let order_id = self.model.basket.as_ref().unwrap().order.clone().unwrap();
        let minor = self.due().exactly() * percent / 100;
        let came = self.due().take(means, minor);
        let tender = means.tender(minor);
        let tried = try_tender(&self.till, &order_id, tender.clone());
        match &came {
            Came::Refused(code) => assert_eq!(tried.unwrap_err().code(), *code),
            Came::Open => assert_eq!(tried.unwrap().change.minor(), 0),
            Came::Paid { change, .. } => assert_eq!(tried.unwrap().change.minor(), *change),
        }
        let why = self.why_not(&came);
        let request = TakeTender {
            order_id,
            id: self.next_tender(),
            tender,
        };
        let done = take_tender(&mut self.till, &request);
        match self.judged(&why, done) {
            None => return,
            Some(Tendered::Done(done)) => self.completed((means, minor), &came, &done),
            Some(Tendered::Open(_)) => {
                assert_eq!(came, Came::Open);
                let says = vec![
                    ("/id", json!(request.id)),
                    ("/order", json!(request.order_id)),
                ];
                self.model.tell("tender.taken.v1", says);
                self.model.basket.as_mut().unwrap().taken.push(Taken {
                    id: request.id.clone(),
                    means,
                    amount: minor,
                    undone: false,
                });
            }
        }
        self.granted = Some(Granted::Tender(request));
    }

    /// Asks once more for what was granted: the answer may be that it is done, and nothing happens.
    pub fn again(&mut self) {
        match self.granted.clone() {
            None => {}
            Some(Granted::Cash(request)) => {
                let done = pay_cash(&mut self.till, &request).unwrap();
                assert_eq!(done.receipt.order.id(), request.order_id);
            }
            Some(Granted::Tender(request)) => drop(take_tender(&mut self.till, &request)),
        }
    }

    /// Gives a part back; one that was given back before stays so.
    pub fn undo(&mut self, at: usize) {
        let open = self.model.basket.as_ref();
        let taken = open.map_or(&[][..], |open| &open.taken[..]);
        let known = (!taken.is_empty()).then(|| at % taken.len());
        let id = known.map_or_else(|| crate::paying::id(0), |at| taken[at].id.clone());
        let order = open.and_then(|open| open.order.clone());
        let last = self.model.orders.last().map(|order| order.id.clone());
        let paid = order.is_none() && last.is_some();
        let order_id = order
            .clone()
            .or(last)
            .unwrap_or_else(|| NO_ORDER.to_owned());
        let mut why = self.model.shut();
        why.extend(open.is_none().then_some("no_basket"));
        why.extend(order.is_none().then_some("payment_not_begun"));
        why.extend(known.is_none().then_some("unknown_tender"));
        if paid {
            why = vec!["already_paid"];
        }
        let done = undo_tender(
            &mut self.till,
            &UndoTender {
                order_id: order_id.clone(),
                id: id.clone(),
            },
        );
        let (Some(_), Some(at)) = (self.judged(&why, done), known) else {
            return;
        };
        let taken = &mut self.model.basket.as_mut().unwrap().taken[at];
        if !std::mem::replace(&mut taken.undone, true) {
            let says = vec![("/id", json!(id)), ("/order", json!(order_id))];
            self.model.tell("tender.undone.v1", says);
        }
    }
}
