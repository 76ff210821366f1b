//! The shop that a register belongs to, as the server said when it was enrolled.

use crate::error::TillError;
use pos_core::Currency;
use pos_protocol::device::Enrolled;

/// The shop that this register belongs to, and where its server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The server's answer to the enrolment.
    pub enrolled: Enrolled,
    /// The server's address, such as `https://sync.example`.
    pub server_url: String,
}

impl Enrolment {
    /// The shop's currency.
    pub fn currency(&self) -> Result<Currency, TillError> {
        Ok(Currency::from_code(&self.enrolled.store.currency)?)
    }
}
