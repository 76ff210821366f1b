//! What the plan asks its shell to do.

/// One thing to do. A shell does them in order and reports what comes of a request as one answer, always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Send this, and come back with the answer under the same number; no answer within the time limits is
    /// [`Failure::Away`](super::Failure::Away).
    Send {
        /// The request's number, never used twice.
        request: u64,
        /// What to send.
        ask: Ask,
    },
    /// Keep the cursor on disk.
    SaveCursor(u64),
    /// Begin a branch, then report the journal's new length.
    BeginBranch,
}

/// One request to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// A device token for the register's signature.
    Token,
    /// The entries after the local row `after`: at most `max`, and no more bytes than a push should have.
    Push {
        /// The newest row that is not sent.
        after: u64,
        /// The most entries.
        max: usize,
    },
    /// Which of these local rows does the server hold, and which are the newest of this register's branches?
    Held {
        /// The rows, at most [`pos_protocol::limits::MAX_HELD_HASHES`].
        places: Vec<u64>,
    },
    /// What has changed in the catalogue.
    Pull {
        /// All of it, as if this till had none.
        whole: bool,
    },
}
