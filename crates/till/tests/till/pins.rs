//! Guessing a PIN: every try is on the disk before it is looked at, and waits grow, whatever the clock does.

use crate::support::*;
use pos_till::features::*;
use pos_till::verify::verify_journal;
use rusqlite::Connection;

fn tries(shop: &Shop) -> i64 {
    let db = Connection::open(shop.db()).unwrap();
    let sql = "SELECT tries FROM pin WHERE staff_id = 'id-Cass'";
    db.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn wait(till: &pos_till::Till) -> Option<String> {
    let known = known_staff(till).unwrap();
    known[0].wait_until.clone()
}

/// A locked register on which four wrong PINs of Cass were typed.
fn guessed(shop: &Shop) -> pos_till::Till {
    let mut till = shop.staffed();
    lock(&mut till, false).unwrap();
    for left in [4, 3, 2, 1] {
        let error = sign_in_by_pin(&mut till, &with_pin("Cass", "0000")).unwrap_err();
        assert_eq!(error.code(), "wrong_pin");
        assert_eq!(error.details()["left"], left.to_string());
    }
    till
}

#[test]
fn a_try_counts_before_it_is_looked_at() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    // A hash that can't even be computed, as if the plug were pulled just then.
    let db = Connection::open(shop.db()).unwrap();
    db.execute("UPDATE pin SET memory_kib = 0", []).unwrap();
    drop(db);
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "pin_hash");
    assert_eq!(tries(&shop), 1);
}

#[test]
fn the_fifth_wrong_pin_locks_out_for_times_that_grow() {
    let shop = Shop::new();
    let mut till = guessed(&shop);
    let error = sign_in_by_pin(&mut till, &with_pin("Cass", "0000")).unwrap_err();
    assert_eq!(error.code(), "pin_wait");
    assert_eq!(error.details()["until"], "2026-11-02T09:30:30Z");
    assert_eq!(wait(&till).unwrap(), "2026-11-02T09:30:30Z");
    assert_eq!(
        try_pin(&mut till, "Cass", "1470"),
        "pin_wait",
        "not even the right one"
    );
    assert_eq!(tries(&shop), 5, "and it does not count");
    assert_eq!(
        try_pin(&mut till, "Sam", "2580"),
        "ok",
        "nobody else has to wait"
    );
    lock(&mut till, false).unwrap();
    for seconds in [30, 60, 120, 300, 900, 3_600, 3_600] {
        shop.pass(seconds - 1);
        assert_eq!(try_pin(&mut till, "Cass", "1470"), "pin_wait");
        shop.pass(1);
        assert_eq!(try_pin(&mut till, "Cass", "0000"), "pin_wait");
    }
    shop.pass(3_600);
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "ok");
    assert_eq!((tries(&shop), wait(&till)), (0, None), "and it begins anew");
    let failed = newest(&till, 100.min(till.journal_len().unwrap()));
    let failed = failed.iter().filter(|entry| entry.0 == "pin.failed.v1");
    assert_eq!(failed.count(), 12, "each of them is a fact");
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn a_restart_neither_forgets_the_tries_nor_the_wait() {
    let shop = Shop::new();
    drop(guessed(&shop));
    let mut till = shop.open();
    assert_eq!(try_pin(&mut till, "Cass", "0000"), "pin_wait");
    shop.pass(10);
    drop(till);
    let till = shop.open();
    assert_eq!(wait(&till).unwrap(), "2026-11-02T09:30:30Z");
    shop.pass(10);
    drop(till);
    shop.pass(10);
    assert_eq!(try_pin(&mut shop.open(), "Cass", "1470"), "ok");
}

#[test]
fn a_clock_that_is_set_unlocks_nothing_and_locks_for_no_longer() {
    let shop = Shop::new();
    let mut till = guessed(&shop);
    assert_eq!(try_pin(&mut till, "Cass", "0000"), "pin_wait");
    shop.set_clock("2031-01-01T00:00:00Z");
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "pin_wait", "forward");
    shop.set_clock("1990-01-01T00:00:00Z");
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "pin_wait", "back");
    drop(till);
    let mut till = shop.open();
    assert_eq!(
        try_pin(&mut till, "Cass", "1470"),
        "pin_wait",
        "back, and a restart"
    );
    shop.pass(30);
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "ok");
}

#[test]
fn a_sign_in_with_the_browser_forgives_all() {
    let shop = Shop::new();
    let mut till = guessed(&shop);
    assert_eq!(try_pin(&mut till, "Cass", "0000"), "pin_wait");
    shop.sign_in(&mut till, "Cass", CASHIER);
    assert_eq!((tries(&shop), wait(&till)), (0, None));
    lock(&mut till, false).unwrap();
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "ok");
}

#[test]
fn what_is_no_pin_is_no_try() {
    let shop = Shop::new();
    let mut till = shop.staffed();
    for pin in ["", "123", "123456789", "12a4"] {
        assert_eq!(try_pin(&mut till, "Cass", pin), "bad_pin", "{pin:?}");
    }
    assert_eq!(try_pin(&mut till, "Nobody", "1234"), "unknown_staff");
    assert_eq!(tries(&shop), 0);
}

#[test]
fn the_file_alone_opens_nothing() {
    let shop = Shop::new();
    drop(shop.staffed());
    let copy = tempfile::tempdir().unwrap();
    for file in ["till.db", "device.key"] {
        std::fs::copy(shop.dir().join(file), copy.path().join(file)).unwrap();
    }
    let mut till = shop.open_in(copy.path());
    assert!(till.is_locked());
    assert_eq!(try_pin(&mut till, "Cass", "1470"), "pin_elsewhere");
    assert!(
        known_staff(&till)
            .unwrap()
            .iter()
            .all(|known| !known.has_pin)
    );
    shop.hire(&mut till, "Cass", CASHIER, "3690");
    lock(&mut till, false).unwrap();
    assert_eq!(try_pin(&mut till, "Cass", "3690"), "ok");
}
