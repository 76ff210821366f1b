//! Signs a member of staff in with the server's grant. An expired one is taken too: time must never stop a till.

use crate::error::TillError;
use crate::store::{grants, shifts};
use crate::till::Till;
use crate::views::StaffView;
use crate::{journal, session};
use pos_protocol::Fact;
use pos_protocol::fact::StaffSignedIn;
use pos_protocol::grant::SignedGrant;
use std::sync::Arc;

/// Signs in whoever the grant names.
pub fn accept_grant(till: &mut Till, signed: &SignedGrant) -> Result<StaffView, TillError> {
    let shop = till.enrolment().ok_or(TillError::NotEnrolled)?;
    let grant = Arc::new(session::open(signed, shop)?);
    let fact = Fact::StaffSignedIn(StaffSignedIn {
        roles: grant.roles.clone(),
        grant_expires: grant.expires_at.clone(),
    });
    till.write(|writing| {
        grants::replace(writing.tx, signed)?;
        let day = shifts::open(writing.tx)?.map(|shift| shift.view.business_day);
        writing.session = Some(Arc::clone(&grant));
        journal::append(writing, &fact, day.as_deref())?;
        Ok(())
    })?;
    let view = session::view(&grant, till.env.clock.as_ref());
    till.grant = Some(grant);
    Ok(view)
}
