//! The cases about people: PINs that are none, locks, and leave that nobody can give.

use super::acts::{Act, Given};
use crate::support::*;
use pos_core::Quantity;
use pos_till::features::*;
use pos_till::{Till, TillError};

fn choose(till: &mut Till, pin: &str) -> Result<(), TillError> {
    let pin = pin.to_owned();
    set_pin(till, &SetPin { pin, current: None })
}

fn leave(till: &mut Till, name: &str) -> Result<(), TillError> {
    authorised(till, Some(&with_pin(name, "2580")), start_refund).map(drop)
}

pub const PEOPLE: &[(&str, Given, Act, &str, &str)] = &[
    (
        "sell on a locked register",
        Given::Locked,
        |till, _| {
            let text = "71053".to_owned();
            let quantity = Quantity::ONE;
            add_line(till, &AddLine { text, quantity }).map(drop)
        },
        "register_locked",
        "The register is locked. Unlock it with a PIN.",
    ),
    (
        "leave on a locked register",
        Given::Locked,
        |till, _| leave(till, "Sam"),
        "register_locked",
        "The register is locked. Unlock it with a PIN.",
    ),
    (
        "choose a PIN on a locked register",
        Given::Locked,
        |till, _| choose(till, "1470"),
        "register_locked",
        "The register is locked. Unlock it with a PIN.",
    ),
    (
        "a PIN of three digits",
        Given::Empty,
        |till, _| choose(till, "147"),
        "bad_pin",
        "A PIN is 4 to 8 digits. Type it again.",
    ),
    (
        "a PIN with a letter",
        Given::Empty,
        |till, _| choose(till, "14a7"),
        "bad_pin",
        "A PIN is 4 to 8 digits. Type it again.",
    ),
    (
        "a PIN for nobody",
        Given::SignedOut,
        |till, _| choose(till, "1470"),
        "not_signed_in",
        "Nobody is signed in. Sign in first.",
    ),
    (
        "lock without a PIN",
        Given::Empty,
        |till, _| lock(till, false),
        "no_pin",
        "There is no PIN yet. Sign in with the browser and choose one.",
    ),
    (
        "the PIN of somebody unknown",
        Given::Empty,
        |till, _| sign_in_by_pin(till, &with_pin("Eve", "1470")).map(drop),
        "unknown_staff",
        "This member of staff has never signed in here. Sign in with the browser first.",
    ),
    (
        "leave of a supervisor without a PIN",
        Given::Cashier,
        |till, _| leave(till, "Sam"),
        "no_pin",
        "There is no PIN yet. Sign in with the browser and choose one.",
    ),
    (
        "a PIN before enrolling",
        Given::Fresh,
        |till, _| sign_in_by_pin(till, &with_pin("Sam", "2580")).map(drop),
        "not_enrolled",
        "This register belongs to no shop yet. Enrol it with a code from a supervisor.",
    ),
];
