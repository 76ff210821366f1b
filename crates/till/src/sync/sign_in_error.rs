//! What can go wrong between the register, the browser and the identity provider.

use thiserror::Error;

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SignInError {
    /// The identity provider can't be reached.
    #[error(
        "The sign-in page can't be reached: {0}. Whoever is signed in can go on selling; try again later."
    )]
    ProviderAway(String),
    /// It answers, but not as it should.
    #[error(
        "The identity provider's answer can't be trusted: {0}. Try again, and tell an admin if it stays."
    )]
    Untrusted(String),
    /// It says no.
    #[error(
        "The identity provider refused the sign-in ({0}). Try again with an account of this shop."
    )]
    Refused(String),
    /// The browser does not open.
    #[error("No browser could be opened: {0}. Set BROWSER to one, or install one.")]
    NoBrowser(String),
    /// No free port on this machine.
    #[error("This machine gave no port for the sign-in's answer: {0}. Try again.")]
    NoPort(String),
    /// Nobody signed in in time.
    #[error("Nobody signed in in time. Try again.")]
    TimedOut,
    /// Somebody cancelled it.
    #[error("The sign-in was cancelled.")]
    Cancelled,
}

impl SignInError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            SignInError::ProviderAway(_) => "provider_away",
            SignInError::Untrusted(_) => "provider_untrusted",
            SignInError::Refused(_) => "sign_in_refused",
            SignInError::NoBrowser(_) => "no_browser",
            SignInError::NoPort(_) => "no_port",
            SignInError::TimedOut => "sign_in_timed_out",
            SignInError::Cancelled => "sign_in_cancelled",
        }
    }
}
