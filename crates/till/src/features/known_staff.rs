//! Everybody who may open this register, by name, for the screen to choose from.

use crate::error::TillError;
use crate::session;
use crate::store::{pins, staff};
use crate::till::Till;
use crate::views::KnownStaff;

/// Everybody with a grant that this shop's server signed and nobody has revoked.
pub fn known_staff(till: &Till) -> Result<Vec<KnownStaff>, TillError> {
    let Some(shop) = till.enrolment() else {
        return Ok(Vec::new());
    };
    let mut known = Vec::new();
    for row in staff::all(till.db()?)? {
        let Ok(grant) = session::open(&row.signed, shop) else {
            continue;
        };
        if row.revoked {
            continue;
        }
        let pin = pins::find(till.db()?, &row.id)?;
        known.push(KnownStaff {
            has_pin: pin.is_some_and(|pin| till.may_know(&pin.kept)),
            wait_until: till.pin_wait_until(&row.id),
            staff: session::view(&grant, till.env.clock.as_ref()),
        });
    }
    known.sort_by(|a, b| (&a.staff.name, &a.staff.id).cmp(&(&b.staff.name, &b.staff.id)));
    Ok(known)
}
