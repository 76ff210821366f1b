//! Who is at the register: signed in, locked, switched, and how often a PIN was wrong.

use super::model::{Model, Why};
use super::world::World;
use crate::support::*;
use pos_till::features::*;
use serde_json::json;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Sam,
    Cass,
}

impl Who {
    pub fn name(self) -> &'static str {
        match self {
            Who::Sam => "Sam",
            Who::Cass => "Cass",
        }
    }

    pub fn id(self) -> &'static str {
        match self {
            Who::Sam => "id-Sam",
            Who::Cass => "id-Cass",
        }
    }

    fn roles(self) -> &'static [&'static str] {
        match self {
            Who::Sam => SUPERVISOR,
            Who::Cass => CASHIER,
        }
    }

    /// Their PIN, or one that it is not.
    pub fn pin(self, right: bool) -> &'static str {
        match (self, right) {
            (Who::Sam, true) => "2580",
            (Who::Cass, true) => "1470",
            (_, false) => "0000",
        }
    }
}

/// Wrong PINs of one person in a row, and until when none is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tries {
    pub wrong: u32,
    pub until_s: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    pub here: Option<Who>,
    pub locked: bool,
    /// Whoever is here came through the browser just now.
    fresh: bool,
    pub tries: [Tries; 2],
    pub now_s: u64,
    /// The supervisor whose PIN allows what is done now.
    pub leave: Option<Who>,
}

impl People {
    /// Why nothing can be done.
    pub fn away(&self) -> Why {
        match (self.here, self.locked) {
            (Some(_), false) => Vec::new(),
            (Some(_), true) => vec!["register_locked"],
            (None, _) => vec!["not_signed_in"],
        }
    }

    /// The id of the supervisor who allows what is done now.
    pub fn supervisor(&self) -> Option<&'static str> {
        let here = self.here.and_then(Who::as_supervisor);
        self.leave.and_then(Who::as_supervisor).or(here)
    }

    /// Nothing, or that a supervisor is wanted.
    pub fn needs_supervisor(&self, needed: bool) -> Option<&'static str> {
        (needed && self.supervisor().is_none()).then_some("supervisor_required")
    }

    pub fn restart(&mut self) {
        self.locked = self.here.is_some();
        self.fresh = false;
        self.leave = None;
    }

    pub fn waits(&self, who: Who) -> bool {
        self.tries[who as usize].until_s > self.now_s
    }

    fn forgive(&mut self, who: Who) {
        self.tries[who as usize] = Tries::default();
    }

    /// A try is counted before it is looked at.
    fn count(&mut self, who: Who) {
        let waits = [30, 60, 120, 300, 900, 3_600];
        let tries = &mut self.tries[who as usize];
        tries.wrong += 1;
        if let Some(beyond) = tries.wrong.checked_sub(5) {
            tries.until_s = self.now_s + waits[(beyond as usize).min(5)];
        }
    }
}

impl World {
    /// What typing a PIN comes to, up to the point where it was right; else why it was refused.
    pub fn typed(&mut self, who: Who, right: bool) -> Why {
        if self.model.people.waits(who) {
            return vec!["pin_wait"];
        }
        self.model.people.count(who);
        self.mark();
        if right {
            self.model.people.forgive(who);
            self.mark();
            return Vec::new();
        }
        let Tries { wrong, until_s } = self.model.people.tries[who as usize];
        let locked_ms = until_s.saturating_sub(self.model.people.now_s) * 1_000;
        let says = vec![
            ("/staff/id", json!(who.id())),
            ("/tries", json!(wrong)),
            ("/locked_ms", json!(locked_ms)),
        ];
        self.model.tell("pin.failed.v1", says);
        vec![if locked_ms > 0 {
            "pin_wait"
        } else {
            "wrong_pin"
        }]
    }

    pub fn sign_in_with_pin(&mut self, who: Who, right: bool) {
        let why = self.typed(who, right);
        let done = sign_in_by_pin(&mut self.till, &with_pin(who.name(), who.pin(right)));
        if self.judged(&why, done).is_some() {
            self.model.arrives(who);
        }
    }

    pub fn sign_in_online(&mut self, who: Who) {
        self.shop.sign_in(&mut self.till, who.name(), who.roles());
        let people = &mut self.model.people;
        let from = people.here.filter(|here| *here != who);
        people.forgive(who);
        (people.here, people.locked, people.fresh) = (Some(who), false, true);
        let says = from.map(|from| ("/from/id", json!(from.id())));
        self.model
            .tell("staff.signed_in.v1", says.into_iter().collect());
    }

    pub fn sign_out(&mut self) {
        sign_out(&mut self.till).unwrap();
        let people = &mut self.model.people;
        (people.here, people.locked, people.fresh) = (None, false, false);
    }

    pub fn lock(&mut self) {
        let why = self.model.people.away();
        let done = lock(&mut self.till, false);
        if self.judged(&why, done).is_some() {
            self.model.people.locked = true;
            self.model.people.fresh = false;
            self.model
                .tell("staff.locked.v1", vec![("/idle", json!(false))]);
        }
    }

    /// Chooses the same PIN again; whoever did not just sign in types it first.
    pub fn choose_pin(&mut self, right: Option<bool>) {
        let mut why = self.model.people.away();
        let who = self.model.people.here.unwrap_or(Who::Sam);
        if why.is_empty() && !self.model.people.fresh {
            why = match right {
                None => vec!["pin_not_yours"],
                Some(right) => self.typed(who, right),
            };
        }
        let request = SetPin {
            pin: who.pin(true).to_owned(),
            current: right.map(|right| who.pin(right).to_owned()),
        };
        let done = set_pin(&mut self.till, &request);
        if self.judged(&why, done).is_some() {
            self.model.people.forgive(who);
            self.model
                .tell("pin.set.v1", vec![("/replaced", json!(true))]);
        }
    }

    /// Seconds go by.
    pub fn pass(&mut self, seconds: u32) {
        self.shop.pass(seconds);
        self.model.people.now_s += u64::from(seconds);
    }
}

impl Model {
    fn arrives(&mut self, who: Who) {
        let people = &mut self.people;
        let before = (people.here, people.locked);
        people.fresh &= before == (Some(who), false);
        (people.here, people.locked) = (Some(who), false);
        match before {
            (Some(here), false) if here == who => {}
            (Some(here), true) if here == who => self.tell("staff.unlocked.v1", Vec::new()),
            (here, _) => {
                let from = here.map(|here| ("/from/id", json!(here.id())));
                let mut says = vec![("/by", json!("pin"))];
                says.extend(from);
                self.tell("staff.signed_in.v1", says);
            }
        }
    }
}
