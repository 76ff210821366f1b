//! What the plan remembers. Only the cursor has to survive a restart; all else is found out again.

use super::action::Ask;
use super::locate::Search;
use pos_protocol::codes::Code;
use pos_protocol::limits;
use serde::{Deserialize, Serialize};

/// How a till stands with its server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// The last request was answered.
    Online,
    /// It was not, or nothing was asked yet.
    Offline,
    /// The server speaks another protocol.
    ProtocolMismatch {
        /// Which, if it says so.
        server: Option<u16>,
    },
}

/// The plan's memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// How many entries the journal has.
    pub(super) len: u64,
    /// The newest local row that the server is known to hold.
    pub(super) cursor: u64,
    /// How the till stands with its server.
    pub(super) link: Link,
    /// Why requests bring nothing, until one does.
    pub(super) trouble: Option<Code>,
    /// Why the server refuses the next entry, until the journal is all there.
    pub(super) refused: Option<Code>,
    /// The request in flight, if one is.
    pub(super) flight: Option<(u64, Flight)>,
    /// The last number that a request had.
    pub(super) last_request: u64,
    /// A search for the server's place in this journal, not finished yet.
    pub(super) search: Option<Search>,
    /// The most entries of the next push.
    pub(super) batch: usize,
    /// Requests in a row that brought nothing.
    pub(super) failures: u32,
    /// Pushes that brought the cursor no further since the journal was last all there.
    pub(super) setbacks: u32,
    /// Pulls in a row that brought nothing.
    pub(super) pull_failures: u32,
    /// Nothing is sent before this.
    pub(super) retry_at: u64,
    /// The device token is good until then.
    pub(super) token_until: u64,
    /// When the catalogue is asked for next.
    pub(super) pull_at: u64,
    /// The server tells when the catalogue changes.
    pub(super) listening: bool,
    /// The server has told of changes that no pull has been sent for.
    pub(super) told: bool,
    /// When the server is asked next whether it still has everything.
    pub(super) probe_at: u64,
    /// The server has said since the start what it holds.
    pub(super) sure: bool,
    /// The next pull takes the whole catalogue.
    pub(super) whole: bool,
}

/// What a request in flight was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Flight {
    Token,
    Push { after: u64 },
    Held { search: Search },
    Pull,
}

impl Flight {
    pub(super) fn of(ask: &Ask, search: Option<Search>) -> Flight {
        match (ask, search) {
            (Ask::Push { after, .. }, _) => Flight::Push { after: *after },
            (Ask::Held { .. }, Some(search)) => Flight::Held { search },
            (Ask::Pull { .. }, _) => Flight::Pull,
            (Ask::Token | Ask::Held { .. }, _) => Flight::Token,
        }
    }
}

impl State {
    /// The memory of a till that has just started, with its journal and its cursor as they are on disk. Its first
    /// question is what the server holds: a till that runs on an older copy of its disk hears of it before it sends.
    pub fn started(len: u64, cursor: u64) -> State {
        State {
            len,
            cursor: cursor.min(len),
            link: Link::Offline,
            trouble: None,
            refused: None,
            flight: None,
            last_request: 0,
            search: None,
            batch: limits::MAX_BATCH_ENTRIES,
            failures: 0,
            setbacks: 0,
            pull_failures: 0,
            retry_at: 0,
            token_until: 0,
            pull_at: 0,
            listening: false,
            told: false,
            probe_at: 0,
            sure: false,
            whole: false,
        }
    }

    /// How the till stands with its server.
    pub fn link(&self) -> Link {
        self.link
    }

    /// What keeps the journal from arriving, where the server names it.
    pub fn trouble(&self) -> Option<Code> {
        self.trouble.or(self.refused)
    }

    /// The newest local row that the server is known to hold.
    pub fn cursor(&self) -> u64 {
        self.cursor
    }

    /// How many entries the journal is known to have.
    pub fn journal_len(&self) -> u64 {
        self.len
    }

    /// Whether the server has said since the start that it holds all that was written.
    pub fn is_settled(&self) -> bool {
        (self.sure || self.len == 0) && self.cursor == self.len && self.trouble().is_none()
    }
}
