//! Opening a till: one process at a time, a private key file, files of newer programs, and the demo.

use crate::support::*;
use pos_till::features::*;
use pos_till::verify::verify_journal;
use pos_till::{Till, TillEnv};
use rusqlite::Connection;
use std::fs;

#[test]
fn a_second_one_is_told_that_the_till_is_open() {
    let shop = Shop::new();
    let till = shop.open();
    let error = Till::open(shop.dir(), shop.env(shop.dir())).err().unwrap();
    assert_eq!(error.code(), "till_in_use");
    assert!(error.message().contains("Close that one"), "{error}");
    drop(till);
    shop.open();
}

#[test]
fn a_file_of_a_newer_program_is_taken_as_it_is() {
    let shop = Shop::new();
    drop(shop.selling());
    let db = Connection::open(shop.db()).unwrap();
    db.execute_batch(
        "ALTER TABLE orders ADD COLUMN later TEXT; CREATE TABLE later (id INTEGER PRIMARY KEY);
         PRAGMA user_version = 99;",
    )
    .unwrap();
    drop(db);
    let mut till = shop.open();
    sell(&mut till, &["85123A"], None);
    verify_journal(&shop.db()).unwrap();
    let version: i64 = Connection::open(shop.db())
        .unwrap()
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 99);
}

#[cfg(unix)]
#[test]
fn the_key_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let shop = Shop::new();
    let key = shop.open().public_key();
    let file = shop.dir().join("device.key");
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(shop.open().public_key(), key);
    assert!(shop.open().key_place().contains("device.key"));
    fs::write(&file, "spoilt").unwrap();
    let error = Till::open(shop.dir(), shop.env(shop.dir())).err().unwrap();
    assert_eq!(error.code(), "device_key");
}

#[test]
fn the_disk_is_written_through() {
    let shop = Shop::new();
    drop(shop.open());
    let db = Connection::open(shop.db()).unwrap();
    let mode: String = db
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn another_shop_or_register_is_refused() {
    let shop = Shop::new();
    let mut till = shop.enrolled();
    let mut other = shop.enrolment(till.register());
    other.enrolled.store.id = uuid::Uuid::from_u128(2);
    assert_eq!(enrol(&mut till, other).unwrap_err().code(), "bad_enrolment");
    let other = shop.enrolment(uuid::Uuid::from_u128(3));
    assert_eq!(enrol(&mut till, other).unwrap_err().code(), "bad_enrolment");
    assert_eq!(
        till.enrolment().unwrap().enrolled.store.id,
        uuid::Uuid::from_u128(1)
    );
}

#[test]
fn the_demo_opens_ready_to_sell_and_stays_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let mut till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
    assert!(!till.is_demo());
    demo_setup(&mut till).unwrap();
    demo_setup(&mut till).unwrap();
    assert!(till.is_demo());
    assert_eq!(till.session().unwrap().name, "Demo Dana");
    assert_eq!(shift(&till).unwrap().unwrap().number, 1);
    assert_eq!(tiles(&till, None).unwrap().len(), 24);
    let groups = [
        "Bags",
        "Books",
        "Cards and wrap",
        "Home",
        "Kitchen",
        "Seasonal",
    ];
    assert_eq!(categories(&till).unwrap(), groups);
    let done = sell(&mut till, &["2000000000015", "BO01"], Some(2000));
    assert_eq!(
        done.receipt.order.totals().tax,
        amount(42),
        "books bear no VAT"
    );
    assert_eq!(done.receipt.shop.name, "Evertill Gifts");
    assert_eq!(till.journal_len().unwrap(), 4);
    let register = till.register();
    drop(till);

    let mut till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
    assert!(till.is_demo());
    sign_out(&mut till).unwrap();
    demo_setup(&mut till).unwrap();
    assert_eq!(till.session().unwrap().name, "Demo Dana");
    let shop = Shop::new();
    assert_eq!(
        enrol(&mut till, shop.enrolment(register))
            .unwrap_err()
            .code(),
        "demo"
    );
    assert_eq!(
        enrol_request(&till, "1234", "Till").unwrap_err().code(),
        "demo"
    );
    verify_journal(&folder.path().join("till.db")).unwrap();

    let mut real = shop.enrolled();
    assert_eq!(demo_setup(&mut real).unwrap_err().code(), "not_fresh");
}

#[test]
fn the_trading_day_is_the_shops_own() {
    let shop = Shop::new();
    let till = shop.enrolled();
    assert_eq!(till.suggested_business_day(), "2026-11-02");
    // Half past midnight in a British summer is the day before in UTC.
    shop.set_clock("2026-06-30T23:30:00Z");
    assert_eq!(till.suggested_business_day(), "2026-07-01");
}
