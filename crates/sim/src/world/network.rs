//! The network between tills and server, and what goes wrong on it.

use super::{Fault, Happening, Trouble, World};
use crate::wire::{Message, WireAnswer, Wish};
use pos_till::sync::plan::{Answer, Event, Failure};

/// After how many milliseconds a client gives a request up.
const PATIENCE: u64 = 20_000;

/// After how many milliseconds it gives up when nobody takes the call.
const CONNECT: u64 = 2_000;

/// How something travels.
struct Journey {
    waits: Vec<u64>,
}

impl World {
    fn latency(&mut self) -> u64 {
        self.dice.between(3, 120)
    }

    /// Draws how something travels: not at all, late, twice, or as it should.
    fn travel(&mut self, till: usize, kinds: [Fault; 3]) -> Journey {
        let [lost, late, doubled] = kinds;
        let wait = self.latency();
        let waits = if self.goes_wrong(30) {
            self.strike(lost, Some(till));
            Vec::new()
        } else if self.goes_wrong(20) {
            self.strike(late, Some(till));
            vec![PATIENCE + self.dice.between(1, 30_000)]
        } else if self.goes_wrong(40) {
            self.strike(doubled, Some(till));
            vec![wait, wait + self.dice.between(1, 60_000)]
        } else {
            vec![wait]
        };
        Journey { waits }
    }

    /// A till sends a request.
    pub(super) fn request(&mut self, till: usize, boot: u32, request: u64, message: Message) {
        if self.now < self.tills[till].cut_until {
            self.strike(Fault::NetworkDown, Some(till));
            self.after(
                CONNECT,
                Happening::TimeOut {
                    till,
                    boot,
                    request,
                },
            );
            return;
        }
        self.after(
            PATIENCE,
            Happening::TimeOut {
                till,
                boot,
                request,
            },
        );
        let kinds = [
            Fault::RequestLost,
            Fault::RequestLate,
            Fault::RequestDoubled,
        ];
        for wait in self.travel(till, kinds).waits {
            let message = message.clone();
            self.after(
                wait,
                Happening::Request {
                    till,
                    boot,
                    request,
                    message,
                },
            );
        }
    }

    /// A request arrives at the server.
    pub(super) fn serve(&mut self, till: usize, boot: u32, request: u64, message: &Message) {
        let answer = |answer| Happening::Answer {
            till,
            boot,
            request,
            answer,
        };
        if !self.server.up {
            self.strike(Fault::ServerDown, None);
            let away = WireAnswer::Failed(Failure::Away { wait_ms: None });
            self.after(1, answer(away));
            return;
        }
        let handled = self.server.handle(message);
        self.count_refusal(till, &handled.answer);
        let pushes = matches!(message.wish, Wish::Push(_));
        if pushes && self.goes_wrong(10) {
            self.strike(Fault::ServerCrashBeforeCommit, None);
            self.crash_server();
            return;
        }
        if let Some((batch, decision)) = &handled.commit {
            self.server.commit(batch, decision);
            let held = decision.writes.iter().map(|write| write.hash);
            self.witness.ever_held.extend(held);
        }
        if pushes && self.goes_wrong(10) {
            self.strike(Fault::ServerCrashAfterCommit, None);
            self.crash_server();
            return;
        }
        let kinds = [Fault::AnswerLost, Fault::AnswerLate, Fault::AnswerDoubled];
        for wait in self.travel(till, kinds).waits {
            self.after(wait, answer(handled.answer.clone()));
        }
    }

    fn count_refusal(&mut self, till: usize, answer: &WireAnswer) {
        let fault = match answer {
            WireAnswer::Failed(Failure::Unauthorized) => Fault::TokenRefused,
            WireAnswer::Failed(Failure::TooLarge) => Fault::BatchRefused,
            WireAnswer::Failed(Failure::ProtocolMismatch { .. }) => Fault::OtherProtocol,
            WireAnswer::Failed(Failure::Away { .. }) => Fault::DatabaseAway,
            _ => return,
        };
        self.strike(fault, Some(till));
    }

    /// A till's client gives a request up, if it still waits for it.
    pub(super) fn give_up(&mut self, till: usize, boot: u32, request: u64) -> Result<(), Trouble> {
        let register = &mut self.tills[till];
        if register.boot != boot {
            return Ok(());
        }
        match &mut register.process {
            Some(process) if process.flight == Some(request) => process.flight = None,
            _ => return Ok(()),
        }
        self.note(|_| format!("till {till}: gives request {request} up"));
        let answer = Answer::Failed(Failure::Away { wait_ms: None });
        self.tell(till, Event::Answered { request, answer })
    }
}
