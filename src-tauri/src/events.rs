//! What the shell tells the window without being asked.

use crate::views::SyncView;
use serde::{Deserialize, Serialize};
use tauri_specta::Event;

/// The sync state or the number of waiting sales changed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct SyncChanged(pub SyncView);

/// Products or prices changed: tiles and results are to be asked for again.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct CatalogueChanged;

/// An admin revoked or restored somebody who works here: who may be at the register is to be asked for again.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct PeopleChanged;
