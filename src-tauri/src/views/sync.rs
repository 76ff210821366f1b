//! How far this register is with its server, in the words of the window.

use pos_till::sync::{self, SyncStatus};
use pos_till::{Till, TillError};
use serde::{Deserialize, Serialize};

/// The state that the bar names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum SyncState {
    /// The server answers.
    Online,
    /// It doesn't; sales wait here.
    Offline,
    /// The register belongs to no server yet.
    NotEnrolled,
    /// The demo, which never syncs.
    Demo,
    /// The server speaks another protocol: update the older side.
    ProtocolMismatch,
}

/// How much of a catalogue has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueProgress {
    /// Rows that came.
    pub done: u64,
    /// Rows in all; 0 while that isn't known.
    pub total: u64,
}

/// How far this register is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SyncView {
    /// The state.
    pub state: SyncState,
    /// Sales that the server doesn't have yet.
    pub waiting_sales: u64,
    /// Since when the oldest of them waits, RFC 3339.
    pub waiting_since: Option<String>,
    /// What there is to say besides.
    pub message: Option<String>,
    /// Set while a catalogue is coming.
    pub catalogue: Option<CatalogueProgress>,
    /// Seconds that this computer's clock is ahead of the server's, when that is too much to leave unsaid.
    #[specta(optional)]
    pub clock_ahead_s: Option<i64>,
}

impl SyncView {
    /// The state of this very moment: the runner may not have had its first look yet.
    pub fn of(till: &Till, status: &SyncStatus) -> Result<SyncView, TillError> {
        let state = match till.enrolment() {
            _ if till.is_demo() => SyncState::Demo,
            None => SyncState::NotEnrolled,
            Some(_) => status.state.into(),
        };
        let waiting = till.waiting()?;
        Ok(SyncView {
            state,
            waiting_sales: waiting.sales,
            waiting_since: waiting.since.map(|since| since.to_string()),
            ..SyncView::from(status)
        })
    }
}

impl From<&SyncStatus> for SyncView {
    fn from(status: &SyncStatus) -> SyncView {
        let progress = |(done, total)| CatalogueProgress { done, total };
        SyncView {
            state: status.state.into(),
            waiting_sales: status.waiting_sales,
            waiting_since: status.waiting_since.map(|since| since.to_string()),
            message: status.message.clone(),
            catalogue: status.catalogue_progress.map(progress),
            clock_ahead_s: status.clock_ahead_s,
        }
    }
}

impl From<sync::SyncState> for SyncState {
    fn from(state: sync::SyncState) -> SyncState {
        match state {
            sync::SyncState::Online => SyncState::Online,
            sync::SyncState::Offline => SyncState::Offline,
            sync::SyncState::NotEnrolled => SyncState::NotEnrolled,
            sync::SyncState::Demo => SyncState::Demo,
            sync::SyncState::ProtocolMismatch { .. } => SyncState::ProtocolMismatch,
        }
    }
}
