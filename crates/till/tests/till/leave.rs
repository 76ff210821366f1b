//! A supervisor allows one thing on the spot: the cashier stays, and the order names who allowed it.

use crate::support::*;
use pos_core::{BasketKind, Discount};
use pos_till::features::*;
use pos_till::{Till, TillError};

fn override_to(till: &mut Till, text: &str) -> Result<(), TillError> {
    let request = OverridePrice {
        number: 1,
        price: price(text),
        reason: "Dented".to_owned(),
    };
    override_price(till, &request).map(drop)
}

#[test]
fn a_refund_with_leave_names_the_supervisor_and_keeps_the_cashier() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    assert_eq!(
        start_refund(&mut till).unwrap_err().code(),
        "supervisor_required"
    );
    let sam = with_pin("Sam", "2580");
    let basket = authorised(&mut till, Some(&sam), start_refund).unwrap();
    assert_eq!(basket.kind, BasketKind::Refund);
    assert_eq!(till.session().unwrap().name, "Cass");
    let done = sell(&mut till, &["71053"], None);
    assert_eq!(done.receipt.staff, "Cass");
    assert_eq!(done.receipt.order.authorised_by(), Some("id-Sam"));
    let next = start_refund(&mut till).unwrap_err();
    assert_eq!(
        next.code(),
        "supervisor_required",
        "the leave was for one thing"
    );
}

#[test]
fn leave_needs_the_pin_of_a_supervisor_whose_powers_have_not_lapsed() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    let mut refused = |name: &str, pin: &str| {
        let leave = with_pin(name, pin);
        let error = authorised(&mut till, Some(&leave), start_refund).unwrap_err();
        assert!(basket(&till).unwrap().is_none());
        error.code()
    };
    assert_eq!(refused("Cass", "1470"), "supervisor_required");
    assert_eq!(refused("Sam", "1470"), "wrong_pin");
    assert_eq!(refused("Nobody", "2580"), "unknown_staff");
    shop.set_clock("2027-02-01T08:00:00Z");
    assert_eq!(refused("Sam", "2580"), "supervisor_expired");
    shop.set_clock("2026-11-02T10:00:00Z");
    lock(&mut till, false).unwrap();
    let leave = with_pin("Sam", "2580");
    let error = authorised(&mut till, Some(&leave), start_refund).unwrap_err();
    assert_eq!(error.code(), "register_locked", "leave opens nothing");
}

#[test]
fn beyond_a_half_a_cashier_needs_leave() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    add_line(&mut till, &line("85123A", "1")).unwrap();
    // 2.55 in the catalogue: 1.28 is half of it, 1.27 is less.
    override_to(&mut till, "1.28").unwrap();
    assert_eq!(
        override_to(&mut till, "1.27").unwrap_err().code(),
        "supervisor_required"
    );
    override_to(&mut till, "9.00").unwrap();
    assert_eq!(
        override_to(&mut till, "1.27").unwrap_err().code(),
        "supervisor_required"
    );
    let sam = with_pin("Sam", "2580");
    authorised(&mut till, Some(&sam), |till| override_to(till, "0.10")).unwrap();
    let done = sell(&mut till, &[], None);
    assert_eq!(done.receipt.order.totals().gross, amount(10));
    assert_eq!(done.receipt.order.authorised_by(), Some("id-Sam"));
}

#[test]
fn a_discount_of_more_than_a_half_needs_leave_too() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    add_line(&mut till, &line("85123A", "1")).unwrap();
    let per_cent = |text: &str| Some(Discount::percent(text).unwrap());
    let on_line = |till: &mut Till, text: &str| {
        let discount = per_cent(text);
        discount_line(
            till,
            DiscountLine {
                number: 1,
                discount,
            },
        )
        .map(drop)
    };
    on_line(&mut till, "50").unwrap();
    assert_eq!(
        on_line(&mut till, "60").unwrap_err().code(),
        "supervisor_required"
    );
    let error = discount_basket(&mut till, per_cent("90")).unwrap_err();
    assert_eq!(error.code(), "supervisor_required");
    let sam = with_pin("Sam", "2580");
    let all = authorised(&mut till, Some(&sam), |till| {
        discount_basket(till, per_cent("100"))
    });
    assert_eq!(all.unwrap().totals.gross, amount(0));
}

#[test]
fn more_than_the_catalogue_says_is_paid_out_with_leave_only() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    let sam = with_pin("Sam", "2580");
    authorised(&mut till, Some(&sam), start_refund).unwrap();
    add_line(&mut till, &line("85123A", "1")).unwrap();
    override_to(&mut till, "0.50").unwrap();
    assert_eq!(
        override_to(&mut till, "2.56").unwrap_err().code(),
        "supervisor_required"
    );
}
