//! What a case is made of: how the till stands, and what is done with it.

use crate::paying::take;
use crate::support::*;
use pos_core::{Discount, Quantity, Tender};
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
    /// A supervisor with a PIN has it locked.
    Locked,
    /// Not enrolled.
    Fresh,
}

pub type Act = fn(&mut Till, &str) -> Result<(), TillError>;

pub fn add(till: &mut Till, text: &str, quantity: Quantity) -> Result<(), TillError> {
    let text = text.to_owned();
    add_line(till, &AddLine { text, quantity }).map(|_| ())
}

pub fn pay(till: &mut Till, order: &str, given: i64) -> Result<(), TillError> {
    let order_id = order.to_owned();
    let given = amount(given);
    pay_cash(till, &PayCash { order_id, given }).map(|_| ())
}

pub fn by(till: &mut Till, order: &str, tender: Tender) -> Result<(), TillError> {
    take(till, order, 1, tender).map(|_| ())
}

/// Brings lines of a receipt back.
pub fn back(till: &mut Till, receipt: &str, lines: &[(u32, &str)]) -> Result<(), TillError> {
    let lines = lines.iter().map(|(line, count)| (*line, quantity(count)));
    let request = BringBack {
        receipt: receipt.to_owned(),
        lines: lines.collect(),
    };
    bring_back(till, &request).map(|_| ())
}

pub fn change(till: &mut Till, number: u32, quantity: Quantity) -> Result<(), TillError> {
    change_quantity(till, &ChangeQuantity { number, quantity }).map(|_| ())
}

pub fn override_to(till: &mut Till, number: u32, reason: &str) -> Result<(), TillError> {
    let request = OverridePrice {
        number,
        price: price("1.00"),
        reason: reason.to_owned(),
    };
    override_price(till, &request).map(|_| ())
}

pub fn discount(till: &mut Till, number: u32, discount: Discount) -> Result<(), TillError> {
    let discount = Some(discount);
    discount_line(till, DiscountLine { number, discount }).map(|_| ())
}

pub fn begin(till: &mut Till, reference: &str, note: &str) -> Result<(), TillError> {
    let request = BeginPayment {
        external_reference: Some(reference.to_owned()),
        note: Some(note.to_owned()),
    };
    begin_payment(till, &request).map(|_| ())
}

pub fn open_on(till: &mut Till, day: &str, float: i64) -> Result<(), TillError> {
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

pub fn close(till: &mut Till, counted: i64) -> Result<(), TillError> {
    let counted = amount(counted);
    close_shift(till, &closing(counted)).map(|_| ())
}

pub fn hold(till: &mut Till, name: &str) -> Result<(), TillError> {
    let name = name.to_owned();
    hold_basket(till, &HoldBasket { name }).map(|_| ())
}

pub fn resume(till: &mut Till, id: &str) -> Result<(), TillError> {
    let (id, fence) = (id.to_owned(), None);
    resume_basket(till, &ResumeBasket { id, fence }).map(|_| ())
}

/// What the case is, how the till stands, what is typed, the code and the message.
pub type Case = (&'static str, Given, Act, &'static str, &'static str);
