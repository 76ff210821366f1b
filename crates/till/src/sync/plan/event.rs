//! What the plan hears from its shell.

use pos_protocol::codes::Code;

/// The moment of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds on a clock that never goes back.
    pub now_ms: u64,
    /// A number drawn for this moment, so that the tills of a shop don't all come back at once.
    pub random: u32,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Time has passed.
    Tick,
    /// The journal has this many entries now.
    Wrote {
        /// How many.
        len: u64,
    },
    /// Somebody wants it now: whatever waits for its next try is tried at once.
    Nudge,
    /// The server can be heard telling things, or no longer.
    Listening(bool),
    /// The server has told that its catalogue is at another place.
    CatalogueTold {
        /// Whether this till is there already.
        held: bool,
    },
    /// A request came to its end.
    Answered {
        /// The number of the request.
        request: u64,
        /// What came of it.
        answer: Answer,
    },
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A device token that lives this long.
    Token {
        /// Milliseconds from now.
        lives_ms: u64,
    },
    /// The answer to a push or to the question what is held, looked up in the till's own journal.
    Seen(Seen),
    /// The catalogue is as new as the server's.
    Pulled,
    /// Nothing of use.
    Failed(Failure),
}

/// What an answer of the journal door means in local rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// The newest local row that the server now says it holds.
    pub newest: Option<u64>,
    /// Why the first refused entry was refused.
    pub refused: Option<Code>,
    /// The server holds entries of this till's branch that this till did not write.
    pub twin: bool,
    /// The newest entry of one of this register's branches is one that this till does not have.
    pub stranger: bool,
}

/// Why a request brought nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No server, no network, no answer in time, or a server that can't right now.
    Away {
        /// How long the server asks to be left alone.
        wait_ms: Option<u64>,
    },
    /// The device token is not taken (any more).
    Unauthorized,
    /// Too much in one push.
    TooLarge,
    /// The catalogue cursor is not the server's.
    CursorUnknown,
    /// The server speaks another protocol.
    ProtocolMismatch {
        /// Which, if it says so.
        server: Option<u16>,
    },
    /// Another problem that the server names.
    Problem(Code),
    /// This till's own disk, or an answer that can't be read.
    Broken,
}

impl Failure {
    /// The stable code that tells people about it.
    pub(super) fn code(self) -> Code {
        match self {
            Failure::Away { .. } => Code::Unavailable,
            Failure::Unauthorized => Code::DeviceUnauthorized,
            Failure::TooLarge => Code::BatchTooLarge,
            Failure::CursorUnknown => Code::CursorUnknown,
            Failure::ProtocolMismatch { .. } => Code::ProtocolMismatch,
            Failure::Problem(code) => code,
            Failure::Broken => Code::Internal,
        }
    }
}
