//! The plan against a server that is a number: how many of the till's entries it holds.

mod journal;
mod listening;
mod requests;

use super::*;

/// A till, its clock, and a server that holds the first `held` rows.
struct World {
    state: State,
    now: u64,
    len: u64,
    held: u64,
    saved: u64,
    branches: u32,
    /// How many of the newest rows that the server holds have no place in a branch, so that they are no head.
    unplaced: u64,
    /// Somebody else writes under this register's name: the server names a head that is not in this journal.
    stranger: bool,
    flight: Option<(u64, Ask)>,
    asked: Vec<Ask>,
}

impl World {
    fn new(len: u64, cursor: u64, held: u64) -> World {
        let mut world = World {
            state: State::started(len, cursor),
            now: 1_000,
            len,
            held,
            saved: cursor,
            branches: 0,
            unplaced: 0,
            stranger: false,
            flight: None,
            asked: Vec::new(),
        };
        world.event(Event::Tick);
        world
    }

    fn event(&mut self, event: Event) {
        let at = Moment {
            now_ms: self.now,
            random: 12_345,
        };
        for action in plan(&mut self.state, at, event) {
            match action {
                Action::Send { request, ask } => {
                    assert!(self.flight.is_none(), "one request in flight");
                    self.asked.push(ask.clone());
                    self.flight = Some((request, ask));
                }
                Action::SaveCursor(n) => self.saved = n,
                Action::BeginBranch => {
                    self.branches += 1;
                    self.len += 1;
                }
            }
        }
    }

    fn write(&mut self, entries: u64) {
        self.len += entries;
        self.event(Event::Wrote { len: self.len });
    }

    /// What an honest server answers to the request in flight.
    fn honest(&mut self) -> Answer {
        match &self.flight.as_ref().expect("a request in flight").1 {
            Ask::Token => Answer::Token { lives_ms: 900_000 },
            Ask::Pull { .. } => Answer::Pulled,
            Ask::Held { places } => {
                let held = places.iter().copied().filter(|n| *n <= self.held).max();
                let head = self.held.saturating_sub(self.unplaced);
                let head = Some(head).filter(|head| *head > 0 && !self.stranger);
                Answer::Seen(Seen {
                    newest: held.max(head),
                    stranger: self.stranger,
                    ..Seen::default()
                })
            }
            Ask::Push { after, max } => {
                let (after, max) = (*after, *max as u64);
                let gap = after > self.held;
                if !gap {
                    self.held = self.held.max(self.len.min(after + max));
                }
                Answer::Seen(Seen {
                    newest: (self.held > 0).then_some(self.held),
                    refused: gap.then_some(Code::Gap),
                    ..Seen::default()
                })
            }
        }
    }

    fn answer(&mut self, answer: Answer) {
        let (request, _) = self.flight.take().expect("a request in flight");
        self.event(Event::Answered { request, answer });
    }

    fn fail(&mut self, failure: Failure) {
        self.answer(Answer::Failed(failure));
    }

    /// Lets time pass until the plan wakes, if it waits.
    fn sleep(&mut self) -> u64 {
        let before = self.now;
        if self.flight.is_none() {
            self.now = wake_at(&self.state)
                .expect("it wakes when nothing is in flight")
                .max(self.now);
            self.event(Event::Tick);
        }
        self.now - before
    }

    /// Answers honestly until everything is there and a probe has confirmed it.
    fn settle(&mut self) {
        for _ in 0..200 {
            if self.state.is_settled() && self.held == self.len && self.saved == self.len {
                return;
            }
            self.sleep();
            if self.flight.is_some() {
                let answer = self.honest();
                self.answer(answer);
            }
        }
        panic!(
            "not settled: {:?}, {} held of {}",
            self.state, self.held, self.len
        );
    }

    /// Past the token, to the first request proper.
    fn with_token(len: u64, cursor: u64, held: u64) -> World {
        let mut world = World::new(len, cursor, held);
        assert_eq!(world.asked, [Ask::Token]);
        let token = world.honest();
        world.answer(token);
        world
    }
}
