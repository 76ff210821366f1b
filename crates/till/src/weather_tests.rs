//! Bad weather that only the till's own connection can make: a disk that takes no more.

use super::*;
use crate::env::TillEnv;
use crate::features::{self, AddLine, PayCash};
use crate::till::Till;
use crate::verify::verify_journal;
use pos_core::Quantity;

fn limit_pages(till: &Till, pages: i64) {
    let db = till.db().unwrap();
    db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        .unwrap();
}

fn pages(till: &Till) -> i64 {
    let db = till.db().unwrap();
    db.pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap()
}

fn add(till: &mut Till, code: &str) -> Result<(), TillError> {
    let request = AddLine {
        text: code.to_owned(),
        quantity: Quantity::pieces(1).unwrap(),
    };
    features::add_line(till, &request).map(|_| ())
}

#[test]
fn a_full_disk_is_said_changes_nothing_and_is_over_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let mut till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
    features::demo_setup(&mut till).unwrap();
    let code = features::tiles(&till, None).unwrap().remove(0).code;
    add(&mut till, &code).unwrap();
    limit_pages(&till, pages(&till));
    let (before, refused) = loop {
        let before = features::basket(&till).unwrap();
        if let Err(refused) = add(&mut till, &code) {
            break (before, refused);
        }
    };
    assert_eq!(refused.code(), "disk_full");
    assert!(refused.message().contains("Free some space"), "{refused}");
    assert_eq!(features::basket(&till).unwrap(), before);

    let payment = features::begin_payment(&mut till, &Default::default()).unwrap();
    let pay = PayCash {
        order_id: payment.order_id,
        given: payment.due,
    };
    let entries = till.journal_len().unwrap();
    let refused = features::pay_cash(&mut till, &pay).unwrap_err();
    assert_eq!(refused.code(), "disk_full");
    assert_eq!(till.journal_len().unwrap(), entries);
    assert_eq!(features::last_sale(&till).unwrap(), None);

    limit_pages(&till, i64::from(u32::MAX - 1));
    features::pay_cash(&mut till, &pay).unwrap();
    assert_eq!(till.journal_len().unwrap(), entries + 1);
    verify_journal(&folder.path().join("till.db")).unwrap();
}

#[test]
fn what_a_disk_says_is_sorted_by_what_helps() {
    let sqlite = |code| rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
    for (code, word) in [
        (rusqlite::ffi::SQLITE_FULL, "disk_full"),
        (rusqlite::ffi::SQLITE_BUSY, "till_locked"),
        (rusqlite::ffi::SQLITE_LOCKED, "till_locked"),
        (rusqlite::ffi::SQLITE_CORRUPT, "damaged"),
        (rusqlite::ffi::SQLITE_NOTADB, "damaged"),
        (rusqlite::ffi::SQLITE_IOERR, "disk"),
    ] {
        assert_eq!(TillError::from(sqlite(code)).code(), word, "{code}");
    }
    let full = std::io::Error::from(ErrorKind::StorageFull);
    assert_eq!(TillError::from(full).code(), "disk_full");
    let denied = std::io::Error::from(ErrorKind::PermissionDenied);
    assert_eq!(TillError::from(denied).code(), "disk");
}
