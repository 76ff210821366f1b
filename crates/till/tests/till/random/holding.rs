//! Baskets that are put aside, gone on with, and given up.

use super::world::World;
use pos_till::features::*;
use serde_json::json;

impl World {
    pub fn hold(&mut self, name: &str) {
        let mut why = self.model.untouchable();
        why.extend((!self.model.is_busy()).then_some("no_basket"));
        why.extend(name.contains('\u{0}').then_some("bad_text"));
        let done = hold_basket(
            &mut self.till,
            &HoldBasket {
                name: name.to_owned(),
            },
        );
        let Some(view) = self.judged(&why, done) else {
            return;
        };
        let mut basket = self.model.basket.take().unwrap();
        assert_eq!(
            (&view.id, view.gross.minor()),
            (&basket.id, basket.gross(self.model.trade))
        );
        name.trim().clone_into(&mut basket.name);
        // A payment that was begun is forgotten.
        (basket.order, basket.taken) = (None, Vec::new());
        let says = vec![
            ("/basket/id", json!(basket.id)),
            ("/basket/name", json!(basket.name)),
        ];
        self.model.tell("basket.held.v1", says);
        self.model.held.push(basket);
    }

    /// Where the held basket in this place of the list, the newest first, lies in the model, and its id.
    fn held(&self, place: usize) -> (Option<usize>, String) {
        let at = self.model.held.len().checked_sub(place + 1);
        let id = at.map_or_else(String::new, |at| self.model.held[at].id.clone());
        (at, id)
    }

    pub fn resume(&mut self, place: usize) {
        let (at, id) = self.held(place);
        let mut why = self.model.shut();
        why.extend(at.is_none().then_some("unknown_held"));
        why.extend(self.model.is_busy().then_some("basket_open"));
        let request = ResumeBasket {
            id: id.clone(),
            fence: None,
        };
        let done = resume_basket(&mut self.till, &request);
        let (Some(_), Some(at)) = (self.judged(&why, done), at) else {
            return;
        };
        self.model.basket = Some(self.model.held.remove(at));
        let says = vec![
            ("/basket", json!(id)),
            ("/fence", json!(1)),
            ("/claimed", json!(false)),
        ];
        self.model.tell("basket.resumed.v1", says);
    }

    pub fn void_held(&mut self, place: usize) {
        let (at, id) = self.held(place);
        let mut why = self.model.shut();
        why.extend(at.is_none().then_some("unknown_held"));
        let done = void_held(&mut self.till, &VoidHeld { id });
        if let (Some(()), Some(at)) = (self.judged(&why, done), at) {
            let basket = self.model.held.remove(at);
            self.model.void(&basket);
        }
    }

    pub fn void(&mut self) {
        let why = self.model.untouchable();
        let done = void_basket(&mut self.till);
        if self.judged(&why, done).is_some() {
            let basket = self.model.basket.take().unwrap();
            if !basket.lines.is_empty() {
                self.model.void(&basket);
            }
        }
    }
}
