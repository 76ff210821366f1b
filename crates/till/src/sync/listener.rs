//! The thread that listens to what the server tells: it hands the news to the runner and does nothing itself.

use super::board::{Board, Heard};
use super::client::Client;
use super::client_error::ClientError;
use super::device_token::device_token;
use super::jitter::random;
use super::plan::delay_ms;
use super::sse::{Events, Said};
use crate::till::Till;
use pos_protocol::catalog::{CatalogNews, NEWS};
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::Duration;

/// Listens as long as this is kept. A thread that waits for the server's next word ends after that word.
pub(super) struct Listening {
    _kept: Sender<()>,
}

/// Starts to listen. Without the thread the till asks from time to time, as it does when the server says nothing.
pub(super) fn listen(till: Weak<Mutex<Till>>, client: Client, board: Arc<Board>) -> Listening {
    let (kept, over) = channel();
    let thread = Thread {
        till,
        client,
        board,
        over,
    };
    let started = thread::Builder::new()
        .name("events".to_owned())
        .spawn(move || thread.run());
    if let Err(error) = started {
        tracing::warn!(%error, "nothing listens to the server; it is asked from time to time");
    }
    Listening { _kept: kept }
}

struct Thread {
    till: Weak<Mutex<Till>>,
    client: Client,
    board: Arc<Board>,
    over: Receiver<()>,
}

/// Why nothing more was heard.
enum Silence {
    /// Nobody wants to hear it any more.
    Over,
    /// The server refused or can't be reached.
    Refused(ClientError),
    /// The line broke, or was silent for too long.
    Broken(io::Error),
}

impl From<ClientError> for Silence {
    fn from(error: ClientError) -> Silence {
        Silence::Refused(error)
    }
}

impl From<io::Error> for Silence {
    fn from(error: io::Error) -> Silence {
        Silence::Broken(error)
    }
}

impl Thread {
    fn run(self) {
        let mut tries = 0;
        loop {
            let mut heard = false;
            let silence = self.session(&mut heard);
            if heard {
                tries = 0;
                self.board.hear(Heard::Silence);
            }
            match silence {
                Silence::Over => return,
                Silence::Refused(error) => tracing::debug!(%error, "the server tells nothing"),
                Silence::Broken(error) => tracing::debug!(%error, "the server tells no more"),
            }
            tries += 1;
            let wait = Duration::from_millis(delay_ms(tries, random()));
            if self.over.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                return;
            }
        }
    }

    /// One connection's worth; `heard` says whether the server has said anything.
    fn session(&self, heard: &mut bool) -> Silence {
        match self.try_session(heard) {
            Err(silence) => silence,
            Ok(never) => match never {},
        }
    }

    fn try_session(&self, heard: &mut bool) -> Result<std::convert::Infallible, Silence> {
        let (token, _) = {
            let till = self.till.upgrade().ok_or(Silence::Over)?;
            device_token(&till, &self.client)?
        };
        let mut events = Events::of(self.client.events(&token)?);
        loop {
            let said = events.next()?;
            if self.over.try_recv() == Err(TryRecvError::Disconnected) {
                return Err(Silence::Over);
            }
            if !std::mem::replace(heard, true) {
                self.board.hear(Heard::Sound);
            }
            // What this program does not know is for a newer one.
            if let Said::Event { name, data } = said
                && name == NEWS
                && let Ok(news) = serde_json::from_str::<CatalogNews>(&data)
            {
                self.board.hear(Heard::News(news));
            }
        }
    }
}
