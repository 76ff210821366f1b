//! Signs a member of staff in with the server's grant. An expired one is taken too: time must never stop a till.

use crate::error::TillError;
use crate::store::{grants, pins, shifts, staff};
use crate::till::Till;
use crate::views::StaffView;
use crate::{journal, session};
use pos_protocol::Fact;
use pos_protocol::fact::{SignedInBy, StaffSignedIn};
use pos_protocol::grant::SignedGrant;
use std::sync::Arc;

/// Signs in whoever the grant names. They have proved who they are, so no wrong PIN is held against them any more.
pub fn accept_grant(till: &mut Till, signed: &SignedGrant) -> Result<StaffView, TillError> {
    let shop = till.enrolment().ok_or(TillError::NotEnrolled)?;
    let grant = Arc::new(session::open(signed, shop)?);
    let before = till.grant.as_ref().or(till.people.locked.as_ref());
    let before = before.filter(|before| before.staff.id != grant.staff.id);
    let fact = Fact::StaffSignedIn(StaffSignedIn {
        roles: grant.roles.clone(),
        grant_expires: grant.expires_at.clone(),
        by: SignedInBy::Online,
        from: before.map(|before| before.staff.clone()),
    });
    let id = &grant.staff.id;
    till.write(|writing| {
        grants::replace(writing.tx, signed)?;
        staff::put(writing.tx, id, signed)?;
        pins::forgive(writing.tx, id)?;
        let day = shifts::open(writing.tx)?.map(|shift| shift.view.business_day);
        writing.session = Some(Arc::clone(&grant));
        journal::append(writing, &fact, day.as_deref())?;
        Ok(())
    })?;
    let view = session::view(&grant, till.env.clock.as_ref());
    till.forgive(id);
    till.people.locked = None;
    till.people.fresh = true;
    till.grant = Some(grant);
    Ok(view)
}
