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

/// What a cashier can't do at once they can't do step by step: what is given away is added up before it is paid.
#[test]
fn giving_away_more_than_a_half_by_and_by_needs_leave_to_pay() {
    let sum = |minor: i64| Discount::amount(amount(minor)).ok();
    let off_line = |till: &mut Till, number: u32, discount: Option<Discount>| {
        discount_line(till, DiscountLine { number, discount }).map(drop)
    };
    let quantity_to = |till: &mut Till, number: u32, count: &str| {
        let quantity = quantity(count);
        change_quantity(till, &ChangeQuantity { number, quantity }).map(drop)
    };
    let remove = |till: &mut Till, number: u32| remove_line(till, RemoveLine { number }).map(drop);
    type Ways<'a> = [(&'a str, &'a dyn Fn(&mut Till) -> Result<(), TillError>); 5];
    let ways: Ways<'_> = [
        ("a smaller quantity", &|till| {
            add_line(till, &line("85123A", "10"))?;
            add_line(till, &line("M5", "9"))?;
            off_line(till, 1, sum(1275))?;
            quantity_to(till, 1, "1")
        }),
        ("fewer lines", &|till| {
            add_line(till, &line("85123A", "1"))?;
            add_line(till, &line("M5", "1"))?;
            discount_basket(till, sum(765))?;
            remove(till, 2)
        }),
        ("price, line and basket", &|till| {
            add_line(till, &line("85123A", "1"))?;
            override_to(till, "1.28")?;
            off_line(till, 1, sum(64))?;
            discount_basket(till, sum(32)).map(drop)
        }),
        ("half of a half of everything", &|till| {
            add_line(till, &line("85123A", "1"))?;
            add_line(till, &line("M5", "1"))?;
            off_line(till, 1, sum(127))?;
            off_line(till, 2, sum(637))?;
            discount_basket(till, sum(380)).map(drop)
        }),
        ("goods that come back", &|till| {
            add_line(till, &line("M5", "2"))?;
            let receipt = sell(till, &[], None).receipt.number;
            add_line(till, &line("85123A", "1"))?;
            let lines = vec![(1, quantity("2"))];
            bring_back(till, &BringBack { receipt, lines })?;
            discount_basket(till, sum(255)).map(drop)
        }),
    ];
    for (way, give_away) in ways {
        let shop = Shop::new();
        let mut till = shop.staffed();
        give_away(&mut till).expect(way);
        let mut begin = |leave: Option<&Authorisation>| {
            authorised(&mut till, leave, |till| {
                begin_payment(till, &BeginPayment::default())
            })
        };
        let refused = begin(None).expect_err(way);
        assert_eq!(refused.code(), "supervisor_required", "{way}");
        begin(Some(&with_pin("Sam", "2580"))).expect(way);
        drop(till);
        let done = sell(&mut shop.unlocked("Cass", "1470"), &[], None);
        assert_eq!(done.receipt.order.authorised_by(), Some("id-Sam"), "{way}");
        assert_eq!(done.receipt.staff, "Cass");
    }
}

#[test]
fn up_to_a_half_is_the_cashiers_however_it_is_rounded() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    let half = Discount::percent("50").ok();
    // Half of 2.55 is 1.28 off, of 12.75 it is 6.38; that is more than half of 15.30 by a penny.
    for (number, code) in [(1, "85123A"), (2, "M5")] {
        add_line(&mut till, &line(code, "1")).unwrap();
        let discount = half;
        discount_line(&mut till, DiscountLine { number, discount }).unwrap();
    }
    let done = sell(&mut till, &[], None);
    assert_eq!(done.receipt.order.totals().gross, amount(127 + 637));
    assert_eq!(done.receipt.order.authorised_by(), None);
    add_line(&mut till, &line("85123A", "1")).unwrap();
    discount_basket(&mut till, half).unwrap();
    assert_eq!(
        sell(&mut till, &[], None).receipt.order.authorised_by(),
        None
    );
}
