//! The till's shell around `plan`: it does what the plan says, unless it dies before.

use super::{Fault, Happening, Trouble, World};
use crate::wire::{Message, WireAnswer, Wish};
use pos_protocol::fact::BranchReason;
use pos_till::sync::plan::{Action, Answer, Ask, Event, Moment, plan, wake_at};
use pos_till::sync::seen;
use std::rc::Rc;

/// How long a device token lives, in milliseconds.
const TOKEN_MS: u64 = 60_000;

impl World {
    /// Tells a till's plan of an event and does what it says.
    pub(super) fn tell(&mut self, till: usize, event: Event) -> Result<(), Trouble> {
        let at = Moment {
            now_ms: self.now,
            random: self.dice.number(),
        };
        let Some(process) = &mut self.tills[till].process else {
            return Ok(());
        };
        let actions = plan(&mut process.state, at, event);
        let mut began = false;
        for action in actions {
            match action {
                Action::SaveCursor(n) => {
                    if self.goes_wrong(20) {
                        self.strike(Fault::TillCrashBeforeCursor, Some(till));
                        self.crash(till);
                        return Ok(());
                    }
                    self.save_cursor(till, n);
                }
                Action::BeginBranch => {
                    let disk = &mut self.tills[till].disk;
                    let row =
                        disk.begin_branch(BranchReason::Restored, &mut self.dice, self.now)?;
                    self.witness.saw_written(&row);
                    self.note(|_| format!("till {till}: begins branch {}", row.branch));
                    began = true;
                }
                Action::Send { request, ask } => self.send(till, request, &ask),
            }
        }
        if began {
            let len = self.tills[till].disk.len();
            return self.tell(till, Event::Wrote { len });
        }
        self.wake(till);
        Ok(())
    }

    fn save_cursor(&mut self, till: usize, n: u64) {
        let disk = &mut self.tills[till].disk;
        disk.cursor = n;
        let hash = disk.hashes(&[n]).first().copied();
        self.witness.saw_cursor(till, n, hash.as_ref());
        self.note(|_| format!("till {till}: saves its cursor at {n}"));
    }

    fn send(&mut self, till: usize, request: u64, ask: &Ask) {
        let register = &mut self.tills[till];
        let disk = &register.disk;
        let wish = match ask {
            Ask::Token => Wish::Token,
            Ask::Push { after, max } => Wish::Push(Rc::new(disk.entries_after(*after, *max))),
            Ask::Held { places } => Wish::Held(Rc::new(disk.hashes(places))),
            Ask::Pull { whole } => Wish::Pull(disk.catalogue.filter(|_| !whole)),
        };
        register.requests += 1;
        let (courier, boot) = (disk.register, register.boot);
        let Some(process) = &mut register.process else {
            return;
        };
        if process.flight.replace(request).is_some() {
            let what = format!("till {till} sent request {request} beside another");
            self.witness.object("one_request_in_flight", what);
        }
        let message = Message {
            courier,
            token: process.token,
            wish,
        };
        self.note(|_| format!("till {till}: request {request} {}", short(ask)));
        self.request(till, boot, request, message);
    }

    /// Takes an answer that has come, in time or not.
    pub(super) fn deliver(
        &mut self,
        till: usize,
        boot: u32,
        request: u64,
        answer: WireAnswer,
    ) -> Result<(), Trouble> {
        let register = &mut self.tills[till];
        if register.boot != boot {
            return Ok(());
        }
        let Some(process) = &mut register.process else {
            return Ok(());
        };
        let awaited = process.flight == Some(request);
        if awaited {
            process.flight = None;
        }
        let overtaken = request < process.answered;
        process.answered = process.answered.max(request);
        let answer = match answer {
            WireAnswer::Token(token) => {
                if awaited {
                    process.token = Some(token);
                }
                Answer::Token { lives_ms: TOKEN_MS }
            }
            WireAnswer::Pulled(catalogue) => {
                if awaited {
                    register.disk.catalogue = Some(catalogue);
                }
                Answer::Pulled
            }
            WireAnswer::Pushed(response) => {
                let Ok(seen) = seen::of_push(&register.disk, &response);
                Answer::Seen(seen)
            }
            WireAnswer::Held(response) => {
                let Ok(seen) = seen::of_held(&register.disk, &response);
                Answer::Seen(seen)
            }
            WireAnswer::Failed(failure) => Answer::Failed(failure),
        };
        self.note(|_| format!("till {till}: answer {request} {answer:?}"));
        if overtaken {
            self.strike(Fault::AnswerReordered, Some(till));
        }
        self.tell(till, Event::Answered { request, answer })
    }

    /// Tells the plan of the time when it wants to hear of it.
    pub(super) fn wake(&mut self, till: usize) {
        let register = &mut self.tills[till];
        let boot = register.boot;
        let Some(process) = &mut register.process else {
            return;
        };
        let wanted = wake_at(&process.state).map(|at| at.max(self.now + 1));
        if wanted == process.tick_at {
            return;
        }
        process.tick_at = wanted;
        if let Some(at) = wanted {
            self.after(at - self.now, Happening::Tick { till, boot });
        }
    }

    pub(super) fn tick(&mut self, till: usize, boot: u32) -> Result<(), Trouble> {
        let register = &mut self.tills[till];
        if register.boot != boot {
            return Ok(());
        }
        let Some(process) = &mut register.process else {
            return Ok(());
        };
        if process.tick_at != Some(self.now) {
            return Ok(());
        }
        process.tick_at = None;
        self.tell(till, Event::Tick)
    }
}

fn short(ask: &Ask) -> String {
    match ask {
        Ask::Held { places } => format!("asks what is held of {} rows", places.len()),
        other => format!("{other:?}"),
    }
}
