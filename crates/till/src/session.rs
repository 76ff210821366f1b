//! Who is signed in: the grant, read once, and what it still allows.

use crate::clock::Clock;
use crate::enrolment::Enrolment;
use crate::error::TillError;
use crate::views::StaffView;
use ed25519_dalek::VerifyingKey;
use jiff::Timestamp;
use pos_protocol::grant::{Grant, GrantError, SignedGrant};

/// The role that may take goods back without a receipt.
const SUPERVISOR: &str = "supervisor";

/// The grant, if the shop's server signed it for this register.
pub(crate) fn open(signed: &SignedGrant, enrolment: &Enrolment) -> Result<Grant, GrantError> {
    let key = enrolment.enrolled.server_key.as_slice();
    let key = VerifyingKey::try_from(key).map_err(|_| GrantError::BadSignature)?;
    signed.open(&key, enrolment.enrolled.register)
}

/// Whether the grant has ended. One whose end can't be read has.
pub(crate) fn expired(grant: &Grant, clock: &dyn Clock) -> bool {
    match grant.expires_at.parse::<Timestamp>() {
        Ok(end) => end <= clock.now(),
        Err(_) => true,
    }
}

/// The staff id of a supervisor whose powers have not lapsed.
pub(crate) fn supervisor(grant: &Grant, clock: &dyn Clock) -> Result<String, TillError> {
    if !grant.has_role(SUPERVISOR) {
        return Err(TillError::SupervisorRequired);
    }
    if expired(grant, clock) {
        return Err(TillError::SupervisorExpired);
    }
    Ok(grant.staff.id.clone())
}

/// The grant as a window shows it.
pub(crate) fn view(grant: &Grant, clock: &dyn Clock) -> StaffView {
    StaffView {
        id: grant.staff.id.clone(),
        name: grant.staff.name.clone(),
        roles: grant.roles.clone(),
        expires_at: grant.expires_at.clone(),
        expired: expired(grant, clock),
    }
}
