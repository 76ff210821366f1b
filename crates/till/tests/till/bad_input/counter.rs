//! The cases of the drawer and of notes.

use super::acts::{Case, Given};
use crate::support::*;
use pos_till::features::*;

fn cash(minor: i64, reason: &str) -> MoveCash {
    MoveCash {
        amount: amount(minor),
        reason: reason.to_owned(),
    }
}

pub const CASES: &[Case] = &[
    (
        "cash in of nothing",
        Given::Empty,
        |till, _| pay_in(till, &cash(0, "Float")).map(drop),
        "no_cash",
        "Type how much cash goes in or out. It is more than nothing.",
    ),
    (
        "cash out without a reason",
        Given::Empty,
        |till, _| pay_out(till, &cash(100, " ")).map(drop),
        "no_reason",
        "This needs a reason. Choose or type one.",
    ),
    (
        "more cash out than there is",
        Given::Empty,
        |till, _| pay_out(till, &cash(10_001, "Bank")).map(drop),
        "drawer_too_empty",
        "There should be less than that in the drawer. Count it, or put cash in first.",
    ),
    (
        "cash in with the shift closed",
        Given::NoShift,
        |till, _| pay_in(till, &cash(100, "Float")).map(drop),
        "shift_closed",
        "The shift is closed. Open a shift first.",
    ),
    (
        "cash out with nobody signed in",
        Given::SignedOut,
        |till, _| pay_out(till, &cash(100, "Bank")).map(drop),
        "not_signed_in",
        "Nobody is signed in. Sign in first.",
    ),
    (
        "drawer opened for no reason",
        Given::Empty,
        |till, _| open_drawer(till, "").map(drop),
        "no_reason",
        "This needs a reason. Choose or type one.",
    ),
    (
        "drawer opened for a reason that can't be printed",
        Given::Empty,
        |till, _| open_drawer(till, "a\u{7}b").map(drop),
        "bad_text",
        "The text is too long or has characters that can't be printed. Type it again, in at most 200 characters.",
    ),
    (
        "less than nothing counted blind",
        Given::Empty,
        |till, _| count_drawer(till, amount(-1)).map(drop),
        "negative_cash",
        "Cash in the drawer can't be less than nothing. Count it again.",
    ),
    (
        "a difference without a reason",
        Given::Empty,
        |till, _| {
            let counted = amount(9_999);
            close_shift(
                till,
                &CloseShift {
                    counted,
                    reason: None,
                },
            )
            .map(drop)
        },
        "difference_without_reason",
        "The drawer is not what it should be. Count it again, or say why.",
    ),
    (
        "a note on no basket",
        Given::Empty,
        |till, _| note_basket(till, &Some("x".into())).map(drop),
        "no_basket",
        "There is no basket. Scan something first.",
    ),
    (
        "a note on a line too long",
        Given::Basket,
        |till, _| {
            let note = Some("x".repeat(201));
            note_line(till, &NoteLine { number: 1, note }).map(drop)
        },
        "bad_text",
        "The note is too long or has characters that can't be printed. Type it again.",
    ),
];
