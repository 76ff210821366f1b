//! Carries out what the plan asks for: one request, its answer looked up in the till's journal.

use super::board::Board;
use super::client::{Bearer, Client};
use super::client_error::ClientError;
use super::device_token::device_token;
use super::hold::hold;
use super::plan::{Answer, Ask, Failure};
use super::{pull, seen};
use crate::error::TillError;
use crate::till::{SharedTill, Till};
use pos_protocol::limits::TARGET_BATCH_BYTES;
use pos_protocol::sync::{HeldRequest, PushRequest};

/// One till's line to its server.
pub(super) struct Carrier<'a> {
    pub till: &'a SharedTill,
    pub client: &'a Client,
    pub board: &'a Board,
    token: Option<Bearer>,
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
                tracing::error!(%error, "the journal can't be read for the server");
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
                let read = |till: &Till| till.entries_after(*after, *max, TARGET_BATCH_BYTES);
                let entries = read(&hold(self.till))?;
                let answer = self.client.push(token, &PushRequest { entries })?;
                Ok(Answer::Seen(seen::of_push(&*hold(self.till), &answer)?))
            }
            Ask::Held { places } => {
                let hashes = {
                    let till = hold(self.till);
                    let hashes = places.iter().map(|place| till.entry_hash(*place));
                    hashes
                        .filter_map(Result::transpose)
                        .collect::<Result<_, _>>()?
                };
                let answer = self.client.held(token, &HeldRequest { hashes })?;
                Ok(Answer::Seen(seen::of_held(&*hold(self.till), &answer)?))
            }
            Ask::Pull { whole } => {
                let pulled = pull::pull(self.till, self.client, token, *whole, self.board);
                self.board
                    .publish(None, |status| status.catalogue_progress = None);
                pulled?;
                Ok(Answer::Pulled)
            }
            Ask::Token => Err(Failure::Broken.into()),
        }
    }
}
