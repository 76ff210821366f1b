//! Whoever is signed in chooses a PIN, which opens this register from then on without the browser.

use crate::error::TillError;
use crate::journal;
use crate::pin;
use crate::store::{pins, shifts};
use crate::till::Till;
use pos_protocol::Fact;
use pos_protocol::fact;

/// The new PIN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPin {
    /// 4 to 8 digits.
    pub pin: String,
    /// The one that it replaces; not needed right after a sign-in with the browser.
    pub current: Option<String>,
}

/// Keeps a PIN for whoever is signed in. They prove that they are who they are: somebody else may stand at an open till.
pub fn set_pin(till: &mut Till, request: &SetPin) -> Result<(), TillError> {
    let id = till.grant()?.staff.id.clone();
    pin::check_digits(&request.pin)?;
    if !till.people.fresh {
        let current = request.current.as_ref().ok_or(TillError::PinNotYours)?;
        till.check_pin(&id, current)?;
    }
    let secret = till.pin_secret()?;
    let kept = pin::make(&request.pin, &secret, till.env.pin_cost)?;
    till.write(|writing| {
        let replaced = pins::find(writing.tx, &id)?.is_some();
        pins::put(writing.tx, &id, &kept, writing.env.clock.now())?;
        let day = shifts::open(writing.tx)?.map(|shift| shift.view.business_day);
        let fact = Fact::PinSet(fact::PinSet { replaced });
        journal::append(writing, &fact, day.as_deref()).map(drop)
    })?;
    till.forgive(&id);
    Ok(())
}
