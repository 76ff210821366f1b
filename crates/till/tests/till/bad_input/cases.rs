//! The cases: how the till stands, what is typed, and what it has to say.

use crate::support::*;
use pos_core::{Discount, Quantity};
use pos_till::features::*;
use pos_till::{Till, TillError};

/// How the till stands when the bad input comes.
#[derive(Clone, Copy, PartialEq)]
pub enum Given {
    /// One line of 2.55 in the basket, its payment begun, a supervisor signed in.
    Basket,
    /// The same, but a cashier is signed in.
    Cashier,
    /// A supervisor, a shift and no basket.
    Empty,
    /// A supervisor and no shift.
    NoShift,
    /// A shift, nobody signed in.
    SignedOut,
    /// Not enrolled.
    Fresh,
}

pub type Act = fn(&mut Till, &str) -> Result<(), TillError>;

fn add(till: &mut Till, text: &str, quantity: Quantity) -> Result<(), TillError> {
    let text = text.to_owned();
    add_line(till, &AddLine { text, quantity }).map(|_| ())
}

pub fn pay(till: &mut Till, order: &str, given: i64) -> Result<(), TillError> {
    let order_id = order.to_owned();
    let given = amount(given);
    pay_cash(till, &PayCash { order_id, given }).map(|_| ())
}

fn change(till: &mut Till, number: u32, quantity: Quantity) -> Result<(), TillError> {
    change_quantity(till, &ChangeQuantity { number, quantity }).map(|_| ())
}

fn override_to(till: &mut Till, number: u32, reason: &str) -> Result<(), TillError> {
    let request = OverridePrice {
        number,
        price: price("1.00"),
        reason: reason.to_owned(),
    };
    override_price(till, &request).map(|_| ())
}

fn discount(till: &mut Till, number: u32, discount: Discount) -> Result<(), TillError> {
    let discount = Some(discount);
    discount_line(till, DiscountLine { number, discount }).map(|_| ())
}

fn begin(till: &mut Till, reference: &str, note: &str) -> Result<(), TillError> {
    let request = BeginPayment {
        external_reference: Some(reference.to_owned()),
        note: Some(note.to_owned()),
    };
    begin_payment(till, &request).map(|_| ())
}

fn open_on(till: &mut Till, day: &str, float: i64) -> Result<(), TillError> {
    let business_day = day.to_owned();
    let float = amount(float);
    open_shift(
        till,
        &OpenShift {
            float,
            business_day,
        },
    )
    .map(|_| ())
}

fn close(till: &mut Till, counted: i64) -> Result<(), TillError> {
    let counted = amount(counted);
    close_shift(till, &CloseShift { counted }).map(|_| ())
}

pub const CASES: &[(&str, Given, Act, &str, &str)] = &[
    (
        "unknown barcode",
        Given::Basket,
        |till, _| add(till, "2999999999991", Quantity::ONE),
        "unknown_barcode",
        "Barcode 2999999999991 is not in the catalogue. Search for the product by its name.",
    ),
    (
        "bad check digit",
        Given::Basket,
        |till, _| add(till, "2000000000016", Quantity::ONE),
        "bad_check_digit",
        "2000000000016 was misread: its last digit should be 5. Scan it again.",
    ),
    (
        "unknown code",
        Given::Basket,
        |till, _| add(till, "85123B", Quantity::ONE),
        "unknown_product",
        "\"85123B\" is no code of the catalogue. Search for the product by its name.",
    ),
    (
        "nothing typed",
        Given::Basket,
        |till, _| add(till, "  ", Quantity::ONE),
        "unknown_product",
        "\"\" is no code of the catalogue. Search for the product by its name.",
    ),
    (
        "quantity 0",
        Given::Basket,
        |till, _| add(till, "71053", quantity("0")),
        "zero_quantity",
        "A quantity of 0 sells nothing. Type how many, or remove the line.",
    ),
    (
        "negative quantity",
        Given::Basket,
        |till, _| add(till, "71053", quantity("-1")),
        "quantity_out_of_range",
        "The quantity is out of range. A line holds up to 9,999,999.999.",
    ),
    (
        "quantity beyond range",
        Given::Basket,
        |till, _| add(till, "71053", Quantity::pieces(10_000_000)?),
        "amount_out_of_range",
        "The number is out of range. Check what was typed.",
    ),
    (
        "changed to 0",
        Given::Basket,
        |till, _| change(till, 1, quantity("0")),
        "zero_quantity",
        "A quantity of 0 sells nothing. Type how many, or remove the line.",
    ),
    (
        "changed line unknown",
        Given::Basket,
        |till, _| change(till, 7, Quantity::ONE),
        "unknown_line",
        "There is no line 7 in the basket. Choose one that is shown.",
    ),
    (
        "removed line unknown",
        Given::Basket,
        |till, _| remove_line(till, RemoveLine { number: 2 }).map(|_| ()),
        "unknown_line",
        "There is no line 2 in the basket. Choose one that is shown.",
    ),
    (
        "override without a reason",
        Given::Basket,
        |till, _| override_to(till, 1, "  "),
        "override_without_reason",
        "A changed price needs a reason. Choose or type one.",
    ),
    (
        "override with U+0000",
        Given::Basket,
        |till, _| override_to(till, 1, "a\0b"),
        "bad_text",
        "The text is too long or has characters that can't be printed. Type it again, in at most 200 characters.",
    ),
    (
        "payment below the total",
        Given::Basket,
        |till, order| pay(till, order, 254),
        "payment_below_total",
        "That is less than the total. Take the rest before you close the sale.",
    ),
    (
        "far too much given",
        Given::Basket,
        |till, order| pay(till, order, 2_000_000_000),
        "given_too_large",
        "That is far more than the total. Check the amount that was typed.",
    ),
    (
        "another order id",
        Given::Basket,
        |till, _| pay(till, "no-such-order", 255),
        "payment_not_begun",
        "The basket has changed since the payment was begun. Open the payment again.",
    ),
    (
        "U+0000 in a note",
        Given::Basket,
        |till, _| begin(till, "1", "wrap\0ped"),
        "bad_text",
        "The note is too long or has characters that can't be printed. Type it again.",
    ),
    (
        "an endless reference",
        Given::Basket,
        |till, _| begin(till, &"9".repeat(65), ""),
        "bad_text",
        "The reference is too long or has characters that can't be printed. Type it again.",
    ),
    (
        "refund into a sale",
        Given::Basket,
        |till, _| start_refund(till).map(|_| ()),
        "basket_open",
        "There is a basket with goods in it. Take its payment or void it first.",
    ),
    (
        "close with goods in the basket",
        Given::Basket,
        |till, _| close(till, 0),
        "basket_open",
        "There is a basket with goods in it. Take its payment or void it first.",
    ),
    (
        "refund by a cashier",
        Given::Cashier,
        |till, _| start_refund(till).map(|_| ()),
        "supervisor_required",
        "Only a supervisor can take goods back without a receipt. Ask one to sign in.",
    ),
    (
        "a second shift",
        Given::Empty,
        |till, _| open_on(till, "2026-11-02", 0),
        "shift_open",
        "A shift is open already. Close it first.",
    ),
    (
        "pay for nothing",
        Given::Empty,
        |till, _| begin(till, "1", ""),
        "no_basket",
        "There is no basket. Scan something first.",
    ),
    (
        "void nothing",
        Given::Empty,
        |till, _| void_basket(till),
        "no_basket",
        "There is no basket. Scan something first.",
    ),
    (
        "counted less than nothing",
        Given::Empty,
        |till, _| close(till, -1),
        "negative_cash",
        "Cash in the drawer can't be less than nothing. Count it again.",
    ),
    (
        "sell in a closed shift",
        Given::NoShift,
        |till, _| add(till, "71053", Quantity::ONE),
        "shift_closed",
        "The shift is closed. Open a shift first.",
    ),
    (
        "refund in a closed shift",
        Given::NoShift,
        |till, _| start_refund(till).map(|_| ()),
        "shift_closed",
        "The shift is closed. Open a shift first.",
    ),
    (
        "close a closed shift",
        Given::NoShift,
        |till, _| close(till, 0),
        "shift_closed",
        "The shift is closed. Open a shift first.",
    ),
    (
        "no such day",
        Given::NoShift,
        |till, _| open_on(till, "2026-02-30", 0),
        "bad_business_day",
        "2026-02-30 is not a day. Give the trading day as YYYY-MM-DD.",
    ),
    (
        "a day with its time",
        Given::NoShift,
        |till, _| open_on(till, "2026-11-02T00:00", 0),
        "bad_business_day",
        "2026-11-02T00:00 is not a day. Give the trading day as YYYY-MM-DD.",
    ),
    (
        "a float of less than nothing",
        Given::NoShift,
        |till, _| open_on(till, "2026-11-02", -1),
        "negative_cash",
        "Cash in the drawer can't be less than nothing. Count it again.",
    ),
    (
        "a line discount of more than all",
        Given::Basket,
        |till, _| discount(till, 1, Discount::Percent { rate_e4: 1_000_001 }),
        "bad_discount",
        "A discount is from 0 to 100 per cent, or a sum of at least nothing. Type it again.",
    ),
    (
        "a discount of a line that is not there",
        Given::Basket,
        |till, _| discount(till, 9, Discount::Percent { rate_e4: 10_000 }),
        "unknown_line",
        "There is no line 9 in the basket. Choose one that is shown.",
    ),
    (
        "a basket discount of less than nothing",
        Given::Basket,
        |till, _| discount_basket(till, Some(Discount::Amount { amount: amount(-1) })).map(|_| ()),
        "bad_discount",
        "A discount is from 0 to 100 per cent, or a sum of at least nothing. Type it again.",
    ),
    (
        "sell signed out",
        Given::SignedOut,
        |till, _| add(till, "71053", Quantity::ONE),
        "not_signed_in",
        "Nobody is signed in. Sign in first.",
    ),
    (
        "close signed out",
        Given::SignedOut,
        |till, _| close(till, 0),
        "not_signed_in",
        "Nobody is signed in. Sign in first.",
    ),
    (
        "sell before enrolling",
        Given::Fresh,
        |till, _| add(till, "71053", Quantity::ONE),
        "not_enrolled",
        "This register belongs to no shop yet. Enrol it with a code from a supervisor.",
    ),
];
