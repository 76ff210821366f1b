//! Why enrolling or signing in brought nothing.

use super::client_error::ClientError;
use super::sign_in_error::SignInError;
use crate::error::TillError;
use std::collections::BTreeMap;
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
    /// Another register's basket, and no server to hand it over.
    #[error(
        "This basket is held at another register, and the server that hands it over can't be reached. Go on at that \
         register, or ring the goods up anew."
    )]
    HeldElsewhere,
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
            SyncError::HeldElsewhere => "held_elsewhere",
            SyncError::SignIn(error) => error.code(),
        }
    }

    /// What the words speak of, by name, for a screen that words it itself.
    pub fn details(&self) -> BTreeMap<String, String> {
        match self {
            SyncError::Client(ClientError::Problem { details, .. }) => details.clone(),
            SyncError::Till(error) => error.details(),
            _ => BTreeMap::new(),
        }
    }

    /// What to do, in words.
    pub fn message(&self) -> String {
        self.to_string()
    }
}
