//! What the window hears when a command was refused: a stable code, words that say what to do, and figures for both.

use pos_till::TillError;
use pos_till::sync::SyncError;
use serde::Serialize;
use std::collections::BTreeMap;

/// A refused command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct CommandError {
    /// The stable code.
    pub code: String,
    /// What happened and what to do, in English; the window has its own words for the codes that it knows.
    pub message: String,
    /// What the words speak of, by name.
    pub details: BTreeMap<String, String>,
}

/// What every command answers with.
pub type Answer<T> = Result<T, CommandError>;

impl CommandError {
    /// A refusal of the shell itself.
    pub fn new(code: &str, message: impl Into<String>) -> CommandError {
        CommandError {
            code: code.to_owned(),
            message: message.into(),
            details: BTreeMap::new(),
        }
    }
}

impl From<TillError> for CommandError {
    fn from(error: TillError) -> CommandError {
        // The code alone: what was typed or scanned is nobody's business.
        tracing::info!(code = error.code(), "a command was refused");
        CommandError {
            code: error.code().to_owned(),
            message: error.message(),
            details: error.details().into_iter().collect(),
        }
    }
}

impl From<SyncError> for CommandError {
    fn from(error: SyncError) -> CommandError {
        match error {
            SyncError::Till(error) => error.into(),
            other => CommandError {
                code: other.code().to_owned(),
                message: other.message(),
                details: other.details(),
            },
        }
    }
}
