//! Why enrolling or signing in brought nothing.

use super::client_error::ClientError;
use super::oidc::SignInError;
use crate::error::TillError;
use thiserror::Error;

/// Why enrolling or signing in brought nothing.
#[derive(Debug, Error)]
pub enum SyncError {
    /// The server says no, or nothing at all.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The till says no.
    #[error(transparent)]
    Till(#[from] TillError),
    /// The sign-in in the browser brought nothing.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

impl SyncError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            SyncError::Client(error) => error.code(),
            SyncError::Till(error) => error.code(),
            SyncError::SignIn(error) => error.code(),
        }
    }

    /// What to do, in words.
    pub fn message(&self) -> String {
        self.to_string()
    }
}
