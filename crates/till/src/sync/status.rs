//! How the synchronisation stands, for a screen or a replay to show.

use jiff::Timestamp;

/// How the register stands with its server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SyncState {
    /// The last request was answered.
    Online,
    /// It was not, or nothing was asked yet.
    #[default]
    Offline,
    /// The register belongs to no shop yet.
    NotEnrolled,
    /// The demo, which never syncs.
    Demo,
    /// The server speaks another protocol; selling goes on.
    ProtocolMismatch {
        /// Which, if it says so.
        server: Option<u16>,
    },
}

/// The whole picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncStatus {
    /// How the register stands with its server.
    pub state: SyncState,
    /// Sales and refunds that the server hasn't got.
    pub waiting_sales: u64,
    /// Entries of any kind that the server hasn't got.
    pub waiting_entries: u64,
    /// When the oldest of them was written.
    pub waiting_since: Option<Timestamp>,
    /// What is wrong and what happens next, in words.
    pub message: Option<String>,
    /// Seconds that this computer's clock is ahead of the server's, when that is too much to leave unsaid.
    pub clock_ahead_s: Option<i64>,
    /// A catalogue on its way: how many changes of how many are in.
    pub catalogue_progress: Option<(u64, u64)>,
    /// The version of the catalogue in use; another one than before means that prices may have changed.
    pub catalogue_version: Option<u64>,
    /// Grows whenever the server has revoked or restored somebody who works here.
    pub people_changed: u64,
    /// When the newest of the scheduled prices has started, in Unix seconds; another one than before means the same.
    pub prices_since: Option<i64>,
    /// Everything that was written is known to be on the server.
    pub settled: bool,
}
