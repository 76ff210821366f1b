//! Why a command ended early, and the exit code that tells it: 1 the product is wrong, 2 the input is, 3 the machine lacks something.

use std::error::Error;
use std::path::Path;

use pos_stack::StackError;

/// What ends a command before its result.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The input, a folder or an argument is not usable.
    #[error("{0}")]
    Unusable(String),
    /// The machine lacks something; the text says what and how to get it.
    #[error("this machine lacks {0}")]
    Lacks(String),
    /// A part of the product did not do its work.
    #[error("{doing}: {reason}")]
    Wrong {
        /// What was being done.
        doing: String,
        /// What was answered.
        reason: String,
    },
    /// The services below.
    #[error(transparent)]
    Stack(#[from] StackError),
}

impl ReplayError {
    /// The exit code of a command that ends with this error.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            ReplayError::Unusable(_) => 2,
            ReplayError::Lacks(_) => 3,
            ReplayError::Wrong { .. } => 1,
            ReplayError::Stack(error) => error.exit_code(),
        }
    }

    /// A part of the product that did not do its work.
    pub fn wrong(doing: impl Into<String>, reason: impl Into<String>) -> ReplayError {
        ReplayError::Wrong {
            doing: doing.into(),
            reason: reason.into(),
        }
    }
}

/// Turns the error of some step into [`ReplayError::Wrong`], with what was being done.
pub fn during<E: Error>(doing: impl Into<String>) -> impl FnOnce(E) -> ReplayError {
    let doing = doing.into();
    move |error| {
        // Wrapped errors say the useful part in their source: "error sending request" alone helps nobody.
        let mut reason = error.to_string();
        let mut source = error.source();
        while let Some(below) = source {
            let text = below.to_string();
            if !reason.contains(&text) {
                reason.push_str(": ");
                reason.push_str(&text);
            }
            source = below.source();
        }
        ReplayError::Wrong { doing, reason }
    }
}

/// Turns the error of reading a file or folder into [`ReplayError::Unusable`], with its path.
pub fn at<E: Error>(path: &Path) -> impl FnOnce(E) -> ReplayError {
    let path = path.display().to_string();
    move |error| ReplayError::Unusable(format!("{path}: {error}"))
}
