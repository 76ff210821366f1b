//! Carries out what the plan asks for: one request, its answer looked up in the till's journal.

use super::board::{Board, Pushed};
use super::client::{Bearer, Client};
use super::client_error::ClientError;
use super::device_token::device_token;
use super::hold::hold;
use super::plan::{Answer, Ask, Failure};
use super::{pull, seen};
use crate::catalogue::Writer;
use crate::clock::{Clock, SystemClock};
use crate::error::TillError;
use crate::features;
use crate::till::SharedTill;
use pos_protocol::catalog::CatalogNews;
use pos_protocol::limits::TARGET_BATCH_BYTES;
use pos_protocol::sync::{HeldRequest, PushRequest};

/// One till's line to its server.
pub(super) struct Carrier<'a> {
    pub till: &'a SharedTill,
    pub client: &'a Client,
    pub board: &'a Board,
    token: Option<Bearer>,
    /// The catalogue file in use, open to be changed.
    file: Option<Writer>,
    /// What the last request that brought nothing said, for people.
    pub complaint: Option<String>,
}

/// Why a request brought nothing.
enum Fault {
    Server(ClientError),
    Disk(TillError),
    Other(Failure),
}

impl From<ClientError> for Fault {
    fn from(error: ClientError) -> Fault {
        Fault::Server(error)
    }
}

impl From<TillError> for Fault {
    fn from(error: TillError) -> Fault {
        Fault::Disk(error)
    }
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Fault {
        Fault::Other(failure)
    }
}

impl<'a> Carrier<'a> {
    pub fn new(till: &'a SharedTill, client: &'a Client, board: &'a Board) -> Carrier<'a> {
        Carrier {
            till,
            client,
            board,
            token: None,
            file: None,
            complaint: None,
        }
    }

    /// Does what `ask` says. There is always an answer.
    pub fn carry(&mut self, ask: &Ask) -> Answer {
        let fault = match self.try_carry(ask) {
            Ok(answer) => {
                self.complaint = None;
                return answer;
            }
            Err(fault) => fault,
        };
        let failure = match fault {
            Fault::Server(error) => {
                self.complaint = Some(error.to_string());
                error.failure()
            }
            Fault::Disk(error) => {
                tracing::error!(%error, "the answer and the till's file don't go together");
                self.complaint = Some(error.to_string());
                Failure::Broken
            }
            Fault::Other(failure) => failure,
        };
        if failure == Failure::Unauthorized {
            self.token = None;
        }
        Answer::Failed(failure)
    }

    fn try_carry(&mut self, ask: &Ask) -> Result<Answer, Fault> {
        if *ask == Ask::Token {
            let (token, lives_ms) = device_token(self.till, self.client)?;
            self.token = Some(token);
            return Ok(Answer::Token { lives_ms });
        }
        let token = self.token.as_ref().ok_or(Failure::Unauthorized)?;
        match ask {
            Ask::Push { after, max } => {
                let (entries, unsent) = {
                    let till = hold(self.till);
                    let entries = till.entries_after(*after, *max, TARGET_BATCH_BYTES)?;
                    let behind = till.journal_len()?.saturating_sub(*after);
                    let unsent = behind.saturating_sub(entries.len() as u64);
                    (entries, unsent)
                };
                let (clock, request) = (SystemClock::new(), PushRequest { entries });
                let begun = clock.now();
                let answer = self.client.push(token, &request, unsent)?;
                self.board.pushed(&Pushed {
                    entries: &request.entries,
                    verdicts: &answer.verdicts,
                    begun,
                    answered: clock.now(),
                });
                let seen = {
                    let mut till = hold(self.till);
                    till.keep_heads(&answer.heads)?;
                    seen::of_push(&*till, &answer)?
                };
                self.revoke(answer.revoked_staff.as_deref());
                Ok(Answer::Seen(seen))
            }
            Ask::Held { places } => {
                let (hashes, unsent) = {
                    let till = hold(self.till);
                    let hashes = places.iter().map(|place| till.entry_hash(*place));
                    let hashes = hashes
                        .filter_map(Result::transpose)
                        .collect::<Result<_, _>>()?;
                    let cursor = till.server_cursor()?;
                    (hashes, till.journal_len()?.saturating_sub(cursor))
                };
                let answer = self.client.held(token, &HeldRequest { hashes }, unsent)?;
                let seen = {
                    let mut till = hold(self.till);
                    till.keep_heads(&answer.heads)?;
                    seen::of_held(&*till, &answer)?
                };
                self.revoke(answer.revoked_staff.as_deref());
                Ok(Answer::Seen(seen))
            }
            Ask::Pull { whole } => {
                let pulled = pull::pull(
                    self.till,
                    self.client,
                    token,
                    *whole,
                    self.board,
                    &mut self.file,
                );
                self.board
                    .publish(None, |status| status.catalogue_progress = None);
                pulled?;
                Ok(Answer::Pulled)
            }
            Ask::Token => Err(Failure::Broken.into()),
        }
    }

    /// Makes ready for what the server is going to tell.
    pub fn listens(&mut self) {
        pull::ready(self.till, &mut self.file);
    }

    /// Takes what the server told without being asked; whether the till now has what there is.
    pub fn told(&mut self, news: &CatalogNews) -> bool {
        pull::told(self.till, news, self.board, &mut self.file)
    }

    /// Every answer of the journal door names the staff whom an admin has revoked.
    fn revoke(&self, revoked: Option<&[String]>) {
        let Some(revoked) = revoked else {
            return;
        };
        let taken = features::take_revocations(&mut hold(self.till), revoked);
        match taken {
            Ok(false) => {}
            Ok(true) => self
                .board
                .publish(None, |status| status.people_changed += 1),
            Err(error) => {
                tracing::error!(%error, "who was revoked was not kept; the next answer says it again")
            }
        }
    }
}
