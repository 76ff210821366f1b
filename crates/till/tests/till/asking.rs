//! Receipts that the server is asked for: it knows what came back at every register. Where it can't be asked, the disk has
//! to do, and goods of another register's receipt take a supervisor.

use crate::support::*;
use pos_core::{Order, SoldLine, SoldReceipt};
use pos_till::features::*;
use pos_till::sync::{SyncError, find_receipt};
use pos_till::views::BasketView;
use pos_till::{SharedTill, Till, TillError};
use std::sync::{Arc, Mutex, MutexGuard};

/// What the server tells of `order`, when so much of its first line has come back anywhere.
fn told(order: &Order, number: &str, returned: &str) -> SoldReceipt {
    let mut lines: Vec<SoldLine> = order.lines().iter().map(SoldLine::of).collect();
    lines[0].returned = quantity(returned);
    SoldReceipt {
        order: order.id().to_owned(),
        number: number.to_owned(),
        business_day: "2026-11-02".into(),
        paid_at: "2026-11-02T09:30:00Z".into(),
        currency: "GBP".into(),
        lines,
    }
}

/// A register that has sold three lanterns and asks the server at `url`; the order and its receipt.
fn sold(shop: &Shop, till: Till, url: &str) -> (SharedTill, Order, String) {
    let mut till = till;
    let mut enrolment = shop.enrolment(till.register());
    enrolment.server_url = url.to_owned();
    enrol(&mut till, enrolment).unwrap();
    add_line(&mut till, &line("71053", "3")).unwrap();
    let receipt = sell(&mut till, &[], None).receipt;
    (Arc::new(Mutex::new(till)), receipt.order, receipt.number)
}

fn held(till: &SharedTill) -> MutexGuard<'_, Till> {
    till.lock().unwrap()
}

/// How many of its first line can still come back.
fn left(till: &SharedTill, number: &str) -> pos_core::Quantity {
    find_receipt(till, number).unwrap().lines[0].left
}

fn back(till: &mut Till, number: &str, count: &str) -> Result<BasketView, TillError> {
    let request = BringBack {
        receipt: number.to_owned(),
        lines: vec![(1, quantity(count))],
    };
    bring_back(till, &request)
}

#[test]
fn a_register_hears_what_came_back_elsewhere_of_its_own_receipt() {
    let shop = Shop::new();
    let (url, server) = server::start(shop.server.clone());
    let (till, order, number) = sold(&shop, shop.selling(), &url);
    // The server has not heard of it yet, or says something else: the disk has it.
    assert_eq!(left(&till, &number), quantity("3"));
    let say = |returned: &str| {
        server.lock().unwrap().receipts = vec![told(&order, &number, returned)];
    };
    say("1");
    assert_eq!(left(&till, &number), quantity("2"));
    let error = back(&mut held(&till), &number, "3").unwrap_err();
    assert_eq!(error.code(), "more_than_sold");
    back(&mut held(&till), &number, "1").unwrap();
    sell(&mut held(&till), &[], None);
    // Not at the server yet: one came back there, one here.
    assert_eq!(left(&till, &number), quantity("1"));
    // There by now, and in its figure: still one there and one here.
    let len = held(&till).journal_len().unwrap();
    held(&till).set_server_cursor(len).unwrap();
    say("2");
    assert_eq!(left(&till, &number), quantity("1"));

    // Another order that a clone of this register printed the same number on is not this one.
    let mut cloned = told(&order, &number, "3");
    cloned.order = "0199f3a0-0000-7000-8000-000000000099".into();
    server.lock().unwrap().receipts = vec![cloned];
    assert_eq!(left(&till, &number), quantity("2"));
}

#[test]
fn without_the_server_what_it_told_earlier_has_to_do() {
    let shop = Shop::new();
    let (url, server) = server::start(shop.server.clone());
    let (till, order, number) = sold(&shop, shop.selling(), &url);
    server.lock().unwrap().receipts = vec![told(&order, &number, "1")];
    assert_eq!(left(&till, &number), quantity("2"));
    let mut away = shop.enrolment(held(&till).register());
    away.server_url = "http://127.0.0.1:1".to_owned();
    enrol(&mut held(&till), away).unwrap();
    assert_eq!(left(&till, &number), quantity("2"));
    let unknown = find_receipt(&till, "1-0A1B2C3D-000007").unwrap_err();
    assert!(matches!(
        unknown,
        SyncError::Till(TillError::ReceiptElsewhere(_))
    ));
}

#[test]
fn goods_of_another_registers_receipt_take_a_supervisor_while_the_server_is_away() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    let elsewhere = "1-0A1B2C3D-000007";
    let other = Shop::new();
    let (_, order, _) = sold(&other, other.selling(), "http://127.0.0.1:1");
    remember_receipt(&mut till, told(&order, elsewhere, "0"), 0).unwrap();
    till.set_offline(true);
    let refused = back(&mut till, elsewhere, "1").unwrap_err();
    assert_eq!(refused.code(), "supervisor_required");
    assert_eq!(basket(&till).unwrap(), None);
    let sam = with_pin("Sam", "2580");
    authorised(&mut till, Some(&sam), |till| back(till, elsewhere, "1")).unwrap();
    let done = sell(&mut till, &[], None).receipt;
    assert_eq!(done.staff, "Cass");
    assert_eq!(done.order.authorised_by(), Some("id-Sam"));

    till.set_offline(false);
    back(&mut till, elsewhere, "1").unwrap();
    let done = sell(&mut till, &[], None).receipt;
    assert_eq!(done.order.authorised_by(), None, "the server was asked");

    // Its own receipts need nobody.
    till.set_offline(true);
    add_line(&mut till, &line("71053", "1")).unwrap();
    let own = sell(&mut till, &[], None).receipt.number;
    back(&mut till, &own, "1").unwrap();
    let done = sell(&mut till, &[], None).receipt;
    assert_eq!(done.order.authorised_by(), None);
}
