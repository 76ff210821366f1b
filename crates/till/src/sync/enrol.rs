//! Makes the till a register of a shop, with a supervisor's short-lived code.

use super::client::Client;
use super::error::SyncError;
use super::hold::hold;
use crate::enrolment::Enrolment;
use crate::features;
use crate::till::SharedTill;

/// Enrols the till at the server. Asking again with the same code is the same enrolment.
pub fn enrol(till: &SharedTill, server_url: &str, code: &str, name: &str) -> Result<(), SyncError> {
    let client = Client::new(server_url)?;
    let request = features::enrol_request(&hold(till), code.trim(), name.trim())?;
    let enrolled = client.enrol(&request)?;
    let enrolment = Enrolment {
        enrolled,
        server_url: client.server_url().to_owned(),
    };
    features::enrol(&mut hold(till), enrolment)?;
    Ok(())
}
