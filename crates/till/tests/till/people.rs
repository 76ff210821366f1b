//! Several people at one register: PINs, locks and switches, with no server anywhere near.

use crate::support::*;
use pos_till::features::*;
use pos_till::verify::verify_journal;

fn here(till: &pos_till::Till) -> Option<String> {
    till.session().map(|staff| staff.name)
}

fn pair(kind: &str, staff: &str) -> (String, Option<String>) {
    (kind.to_owned(), Some(staff.to_owned()))
}

#[test]
fn after_a_restart_weeks_later_a_pin_opens_the_register_offline() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    add_line(&mut till, &line("85123A", "2")).unwrap();
    let begun = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    drop(till);
    shop.set_clock("2026-11-30T08:00:00Z");
    let mut till = shop.open();
    assert!(till.is_locked());
    assert_eq!(
        (here(&till), till.locked_by().unwrap().name),
        (None, "Cass".into())
    );
    let refused = add_line(&mut till, &line("71053", "1")).unwrap_err();
    assert_eq!(refused.code(), "register_locked");
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "ok");
    assert_eq!(here(&till).unwrap(), "Cass");
    let again = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    assert_eq!(
        again.order_id, begun.order_id,
        "not even the payment is begun anew"
    );
    let done = sell(&mut till, &[], None);
    assert_eq!(done.receipt.staff, "Cass");
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn without_a_pin_a_register_opens_as_it_was_left() {
    let shop = Shop::new();
    drop(shop.selling());
    let mut till = shop.open();
    assert_eq!(here(&till).unwrap(), "Sam");
    assert_eq!(lock(&mut till, false).unwrap_err().code(), "no_pin");
    assert_eq!(try_pin(&mut till, "Sam", "2580"), "no_pin");
    // Who chooses a PIN has just proved who they are.
    let pin = "2580".to_owned();
    let request = SetPin { pin, current: None };
    assert_eq!(
        set_pin(&mut till, &request).unwrap_err().code(),
        "pin_not_yours"
    );
    shop.sign_in(&mut till, "Sam", SUPERVISOR);
    set_pin(&mut till, &request).unwrap();
    drop(till);
    assert!(shop.open().is_locked());
}

#[test]
fn a_lock_keeps_the_basket_and_whoever_unlocks_goes_on_with_it() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    add_line(&mut till, &line("85123A", "1")).unwrap();
    let before = basket(&till).unwrap();
    lock(&mut till, true).unwrap();
    assert_eq!(lock(&mut till, true).unwrap_err().code(), "register_locked");
    assert_eq!(basket(&till).unwrap(), before);
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "ok");
    lock(&mut till, false).unwrap();
    assert_eq!(try_pin(&mut till, "Sam", "2580"), "ok");
    assert_eq!(basket(&till).unwrap(), before);
    let facts = [
        pair("staff.locked.v1", "Cass"),
        pair("staff.unlocked.v1", "Cass"),
        pair("staff.locked.v1", "Cass"),
        pair("staff.signed_in.v1", "Sam"),
    ];
    assert_eq!(newest(&till, 4), facts);
    let done = sell(&mut till, &[], None);
    assert_eq!(
        done.receipt.staff, "Sam",
        "who took the money is on the receipt"
    );
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn a_switch_needs_no_lock_and_says_whom_it_came_after() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    assert_eq!(try_pin(&mut till, "Sam", "2580"), "ok");
    let entry = till
        .entries_after(till.journal_len().unwrap() - 1, 1, 0)
        .unwrap();
    let payload = entry[0].open().unwrap().payload.get().to_owned();
    assert!(payload.contains(r#""by":"pin""#), "{payload}");
    assert!(payload.contains(r#""from":{"id":"id-Cass""#), "{payload}");
    let len = till.journal_len().unwrap();
    assert_eq!(try_pin(&mut till, "Sam", "2580"), "ok");
    assert_eq!(till.journal_len().unwrap(), len, "Sam was there already");
    sign_out(&mut till).unwrap();
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "ok");
    drop(till);
    assert_eq!(shop.open().locked_by().unwrap().name, "Cass");
}

#[test]
fn everybody_is_listed_by_name_and_what_they_may_do() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    shop.sign_in(&mut till, "Ann", CASHIER);
    let known = known_staff(&till).unwrap();
    let list: Vec<_> = known
        .iter()
        .map(|known| (known.staff.name.as_str(), known.has_pin))
        .collect();
    assert_eq!(list, [("Ann", false), ("Cass", true), ("Sam", true)]);
    assert!(known.iter().all(|known| known.wait_until.is_none()));
    assert_eq!(known[2].staff.roles, SUPERVISOR);
    assert!(known_staff(&Shop::new().open()).unwrap().is_empty());
}

#[test]
fn a_pin_is_changed_with_the_one_before_it() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    assert_eq!(try_pin(&mut till, "Sam", "2580"), "ok");
    let change = |till: &mut pos_till::Till, current: Option<&str>| {
        let request = SetPin {
            pin: "36912".to_owned(),
            current: current.map(str::to_owned),
        };
        set_pin(till, &request).map_err(|error| error.code())
    };
    assert_eq!(change(&mut till, None), Err("pin_not_yours"));
    assert_eq!(change(&mut till, Some("1470")), Err("wrong_pin"));
    assert_eq!(change(&mut till, Some("2580")), Ok(()));
    assert_eq!(newest(&till, 1), [pair("pin.set.v1", "Sam")]);
    lock(&mut till, false).unwrap();
    assert_eq!(try_pin(&mut till, "Sam", "2580"), "wrong_pin");
    assert_eq!(try_pin(&mut till, "Sam", "36912"), "ok");
}

#[test]
fn an_expired_grant_opens_and_sells_and_every_entry_says_so() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    let expired = |till: &pos_till::Till| {
        let entry = till
            .entries_after(till.journal_len().unwrap() - 1, 1, 0)
            .unwrap();
        entry[0].open().unwrap().grant_expired
    };
    sell(&mut till, &["85123A"], None);
    assert!(!expired(&till));
    drop(till);
    shop.set_clock("2027-02-01T08:00:00Z");
    let mut till = shop.open();
    assert_eq!(try_pin(&mut till, "Sam", "2580"), "ok");
    assert!(till.session().unwrap().expired && expired(&till));
    sell(&mut till, &["85123A"], None);
    assert!(expired(&till));
    assert_eq!(
        start_refund(&mut till).unwrap_err().code(),
        "supervisor_expired"
    );
}
