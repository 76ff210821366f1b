//! Locks the register: nothing is sold until somebody types a PIN. Basket, payment and shift stay as they are.

use crate::error::TillError;
use crate::journal;
use crate::store::{pins, shifts};
use crate::till::Till;
use pos_protocol::Fact;
use pos_protocol::fact::StaffLocked;

/// Locks it. Only who has a PIN can: without one they could not come back while the server is away.
pub fn lock(till: &mut Till, idle: bool) -> Result<(), TillError> {
    let id = till.grant()?.staff.id.clone();
    let row = pins::find(till.db()?, &id)?.ok_or(TillError::NoPin)?;
    till.find_secret()?;
    if !till.knows(&row.kept) {
        return Err(TillError::PinElsewhere);
    }
    till.write(|writing| {
        let day = shifts::open(writing.tx)?.map(|shift| shift.view.business_day);
        let fact = Fact::StaffLocked(StaffLocked { idle });
        journal::append(writing, &fact, day.as_deref()).map(drop)
    })?;
    till.people.fresh = false;
    till.people.locked = till.grant.take();
    Ok(())
}
