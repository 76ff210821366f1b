//! Opens the register with a PIN: after a lock, after a restart, or in the place of whoever was there. It needs no server.

use crate::error::TillError;
use crate::store::{grants, shifts, staff};
use crate::till::Till;
use crate::views::StaffView;
use crate::{journal, session};
use pos_protocol::Fact;
use pos_protocol::fact::{SignedInBy, StaffSignedIn, StaffUnlocked};
use pos_protocol::grant::Grant;
use std::sync::Arc;

/// Who, and what only they know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorisation {
    /// The staff id.
    pub staff: String,
    /// Their PIN.
    pub pin: String,
}

/// Signs in whoever the PIN is of. The basket stays as it is: whoever pays it is named on it.
pub fn sign_in_by_pin(till: &mut Till, who: &Authorisation) -> Result<StaffView, TillError> {
    let grant = till.check_pin(&who.staff, &who.pin)?;
    let fact = arrival(till, &grant);
    till.write(|writing| {
        let row = staff::find(writing.tx, &grant.staff.id)?.ok_or(TillError::UnknownStaff)?;
        grants::replace(writing.tx, &row.signed)?;
        writing.session = Some(Arc::clone(&grant));
        if let Some(fact) = &fact {
            let day = shifts::open(writing.tx)?.map(|shift| shift.view.business_day);
            journal::append(writing, fact, day.as_deref())?;
        }
        Ok(())
    })?;
    let view = session::view(&grant, till.env.clock.as_ref());
    let stays = till.grant.as_ref() == Some(&grant);
    till.people.fresh &= stays;
    till.people.locked = None;
    till.grant = Some(grant);
    Ok(view)
}

/// What happened; nothing when they are here already.
fn arrival(till: &Till, grant: &Grant) -> Option<Fact> {
    let same = |other: &Arc<Grant>| other.staff.id == grant.staff.id;
    if till.grant.as_ref().is_some_and(same) {
        return None;
    }
    if till.people.locked.as_ref().is_some_and(same) {
        return Some(Fact::StaffUnlocked(StaffUnlocked {}));
    }
    let before = till.grant.as_ref().or(till.people.locked.as_ref());
    Some(Fact::StaffSignedIn(StaffSignedIn {
        roles: grant.roles.clone(),
        grant_expires: grant.expires_at.clone(),
        by: SignedInBy::Pin,
        from: before.map(|before| before.staff.clone()),
    }))
}
