//! A supervisor allows one thing on the spot: they type their PIN, it is done, and the cashier stays signed in.

use super::sign_in_by_pin::Authorisation;
use crate::error::TillError;
use crate::session;
use crate::till::Till;

/// Does `work` with a supervisor's leave, where one is given. What is written then names them as who authorised it.
pub fn authorised<T>(
    till: &mut Till,
    leave: Option<&Authorisation>,
    work: impl FnOnce(&mut Till) -> Result<T, TillError>,
) -> Result<T, TillError> {
    let Some(leave) = leave else {
        return work(till);
    };
    till.grant()?;
    let grant = till.check_pin(&leave.staff, &leave.pin)?;
    let id = session::supervisor(&grant, till.env.clock.as_ref())?;
    till.people.approver = Some(id);
    let leave = Leave(till);
    work(&mut *leave.0)
}

/// However the work ends, the leave ends with it.
struct Leave<'a>(&'a mut Till);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.people.approver = None;
    }
}
