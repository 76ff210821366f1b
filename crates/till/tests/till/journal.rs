//! The journal: proved from end to end, and begun anew where it no longer can be.

use crate::support::*;
use pos_protocol::fact::BranchReason;
use pos_protocol::{EntryBody, Fact};
use pos_till::features::*;
use pos_till::verify::{VerifyError, verify_journal};
use pos_till::{Till, TillError};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use std::fs;
use std::path::Path;

/// A shop whose till has sold and is closed.
fn traded() -> Shop {
    let shop = Shop::new();
    let mut till = shop.selling();
    sell(&mut till, &["85123A", "71053"], Some(1000));
    till.begin_branch(BranchReason::Restored).unwrap();
    start_refund(&mut till).unwrap();
    sell(&mut till, &["71053"], None);
    shop
}

fn reason(entry: &EntryBody) -> Option<BranchReason> {
    match Fact::read(&entry.kind, entry.payload.get()) {
        Ok(Fact::BranchBegan(began)) => Some(began.reason),
        _ => None,
    }
}

fn entries(till: &Till) -> Vec<EntryBody> {
    let sealed = till.entries_after(0, 1000, usize::MAX).unwrap();
    sealed.iter().map(|entry| entry.open().unwrap()).collect()
}

fn broken(db: &Path) -> (String, u64, String) {
    match verify_journal(db) {
        Err(VerifyError::Broken(broken)) => (broken.branch, broken.seq, broken.reason),
        other => panic!("{other:?}"),
    }
}

#[test]
fn any_flipped_byte_of_any_column_of_any_entry_is_named() {
    let shop = traded();
    let whole = verify_journal(&shop.db()).unwrap();
    assert!(whole.entries >= 6 && whole.head.is_some());
    let db = Connection::open(shop.db()).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    let mut tried = 0;
    for n in 1..=whole.entries {
        let n = i64::try_from(n).unwrap();
        let at = "SELECT branch, seq FROM journal WHERE n = ?1";
        let (branch, seq): (String, u32) = db
            .query_row(at, [n], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        for column in [
            "body",
            "hash",
            "signature",
            "parent",
            "branch",
            "seq",
            "kind",
            "wall_time",
        ] {
            let read = format!("SELECT {column} FROM journal WHERE n = ?1");
            let good: Value = db.query_row(&read, [n], |row| row.get(0)).unwrap();
            for bad in flipped(&good, if column == "body" { 13 } else { 1 }) {
                let sql = format!("UPDATE journal SET {column} = ?2 WHERE n = ?1");
                db.execute(&sql, params![n, bad]).unwrap();
                let (named_branch, named_seq, why) = broken(&shop.db());
                assert_eq!(
                    (&named_branch, named_seq),
                    (&branch, u64::from(seq)),
                    "{column} of {n}: {why}"
                );
                db.execute(&sql, params![n, good]).unwrap();
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried}");
    assert_eq!(verify_journal(&shop.db()).unwrap(), whole, "all is back");
}

/// The value with one byte changed, for every `step`th byte of it.
fn flipped(value: &Value, step: usize) -> Vec<Value> {
    let each = |bytes: &[u8], make: &dyn Fn(Vec<u8>) -> Value| -> Vec<Value> {
        let places = (0..bytes.len()).step_by(step).chain([bytes.len() - 1]);
        let flip = |at: usize| {
            let mut bytes = bytes.to_vec();
            bytes[at] ^= 1;
            make(bytes)
        };
        places.map(flip).collect()
    };
    match value {
        Value::Text(text) => each(text.as_bytes(), &|bytes| {
            Value::Text(String::from_utf8(bytes).unwrap())
        }),
        Value::Blob(bytes) => each(bytes, &Value::Blob),
        Value::Integer(number) => vec![Value::Integer(number ^ 64), Value::Integer(number ^ 256)],
        Value::Null => vec![Value::Blob(vec![0; 32])],
        Value::Real(_) => panic!("no column is a float"),
    }
}

#[test]
fn any_flipped_byte_of_the_entries_in_the_file_itself_is_seen() {
    let shop = traded();
    let whole = fs::read(shop.db()).unwrap();
    let copy = shop.dir().join("copy.db");
    let till = shop.open();
    let sealed = till.entries_after(0, 1000, usize::MAX).unwrap();
    drop(till);
    let mut tried = 0;
    for entry in &sealed {
        let needles: [&[u8]; 3] = [
            &entry.body.as_bytes()[..64],
            &entry.hash.0,
            &entry.signature,
        ];
        for needle in needles {
            for at in whole.windows(needle.len()).enumerate() {
                let (at, found) = at;
                if found != needle {
                    continue;
                }
                let mut spoilt = whole.clone();
                spoilt[at + 17] ^= 0x20;
                fs::write(&copy, &spoilt).unwrap();
                assert!(verify_journal(&copy).is_err(), "byte {}", at + 17);
                tried += 1;
            }
        }
    }
    // Each hash lies in its row, in the index and, as a parent, in the row after it.
    assert!(tried >= sealed.len() * 4, "{tried}");
}

#[test]
fn missing_entries_and_changed_orders_are_seen() {
    for (sql, why) in [
        ("DELETE FROM journal WHERE n = 3", "its row is missing"),
        (
            "UPDATE journal SET n = n + 1 WHERE n = (SELECT max(n) FROM journal)",
            "its row is missing",
        ),
        (
            "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)",
            "the journal has not",
        ),
        (
            "UPDATE orders SET gross = gross + 1 WHERE kind = 'sale'",
            "other figures",
        ),
        (
            "UPDATE order_lines SET tax = tax - 1 WHERE number = 2",
            "other figures",
        ),
        (
            "UPDATE orders SET business_day = '2026-11-03'",
            "other figures",
        ),
        ("DELETE FROM order_lines WHERE number = 2", "other figures"),
        (
            "DELETE FROM orders WHERE kind = 'refund'",
            "not in the orders table",
        ),
        ("DELETE FROM device_key", "signature"),
    ] {
        let shop = traded();
        let db = Connection::open(shop.db()).unwrap();
        db.pragma_update(None, "foreign_keys", false).unwrap();
        assert!(db.execute(sql, []).unwrap() > 0, "{sql}");
        drop(db);
        let (_, _, found) = broken(&shop.db());
        assert!(found.contains(why), "{sql}: {found}");
    }
}

#[test]
fn what_is_no_till_is_unreadable() {
    let shop = Shop::new();
    let text = shop.dir().join("text.db");
    fs::write(&text, "x".repeat(5000)).unwrap();
    for path in [text, shop.dir().join("none.db"), shop.dir().to_owned()] {
        assert!(
            matches!(verify_journal(&path), Err(VerifyError::Unreadable(_))),
            "{path:?}"
        );
    }
}

#[test]
fn a_damaged_tail_begins_a_branch_after_the_last_good_entry() {
    let shop = traded();
    let db = Connection::open(shop.db()).unwrap();
    let spoil = "UPDATE journal SET body = replace(body, 'Sam', 'Sal') WHERE n = (SELECT max(n) FROM journal)";
    db.execute(spoil, []).unwrap();
    drop(db);
    let mut till = shop.open();
    let len = till.journal_len().unwrap();
    assert_eq!(broken(&shop.db()).2, "its bytes do not have its hash");
    let last_good = till.entry_hash(len - 1).unwrap();
    sell(&mut till, &["22720"], None);
    let written = till.entries_after(len, 10, usize::MAX).unwrap();
    let began = written[0].open().unwrap();
    assert_eq!(reason(&began), Some(BranchReason::DamagedTail));
    assert_eq!((began.seq, began.parent), (1, last_good));
    assert_eq!(written[1].open().unwrap().parent, Some(written[0].hash));
    drop(till);
    // Begun once, not at every start.
    let mut till = shop.open();
    sell(&mut till, &["22720"], None);
    let branches = entries(&till).iter().filter(|entry| entry.seq == 1).count();
    assert_eq!(branches, 3);
}

#[test]
fn a_tail_whose_columns_are_damaged_does_not_stop_the_till() {
    let shop = traded();
    let db = Connection::open(shop.db()).unwrap();
    let spoil = "UPDATE journal SET hash = x'00', branch = CAST(x'ff' AS TEXT), seq = -1
                 WHERE n = (SELECT max(n) FROM journal)";
    db.execute(spoil, []).unwrap();
    drop(db);
    let mut till = shop.open();
    sell(&mut till, &["22720"], None);
    drop(till);
    sell(&mut shop.open(), &["22720"], None);
    assert!(broken(&shop.db()).2.contains("hash"));
}

#[test]
fn a_lost_key_begins_a_branch_and_is_said() {
    let shop = traded();
    fs::remove_file(shop.dir().join("device.key")).unwrap();
    let mut till = shop.open();
    let warning = till.key_warning().unwrap().unwrap();
    assert!(warning.contains("enrol the register again"), "{warning}");
    let before = till.journal_len().unwrap();
    drop(till);
    till = shop.open();
    assert_eq!(
        till.journal_len().unwrap(),
        before,
        "nothing is written at a start"
    );
    sell(&mut till, &["22720"], None);
    let new = &entries(&till)[usize::try_from(before).unwrap()..];
    assert_eq!(reason(&new[0]), Some(BranchReason::NewKey));
    assert_eq!(new.len(), 2);
    verify_journal(&shop.db()).unwrap();
    let enrolment = shop.enrolment(till.register());
    enrol(&mut till, enrolment).unwrap();
    assert_eq!(till.key_warning().unwrap(), None);
    assert_eq!(
        till.session().unwrap().name,
        "Sam",
        "enrolling again signs nobody out"
    );
}

#[test]
fn the_cursor_counts_what_waits() {
    let shop = traded();
    let mut till = shop.open();
    let waiting = till.waiting().unwrap();
    assert_eq!(
        (waiting.sales, waiting.entries),
        (2, till.journal_len().unwrap())
    );
    assert_eq!(waiting.since, Some("2026-11-02T09:30:00Z".parse().unwrap()));
    till.set_server_cursor(4).unwrap();
    assert_eq!(till.waiting().unwrap().sales, 1);
    till.set_server_cursor(99).unwrap();
    assert_eq!(till.server_cursor().unwrap(), till.journal_len().unwrap());
    let waiting = till.waiting().unwrap();
    assert_eq!(
        (waiting.sales, waiting.entries, waiting.since),
        (0, 0, None)
    );
    till.set_server_cursor(0).unwrap();
    assert_eq!(till.waiting().unwrap().sales, 2, "it may move back");
    let first = till.entries_after(0, 200, 1).unwrap();
    assert_eq!(first.len(), 1, "one larger than the limit goes alone");
    assert_eq!(till.find_entry(&first[0].hash).unwrap(), Some(1));
    assert_eq!(till.entries_after(2, 3, usize::MAX).unwrap().len(), 3);
}

#[test]
fn entries_carry_the_day_the_staff_and_whether_there_was_a_server() -> Result<(), TillError> {
    let shop = Shop::new();
    let mut till = shop.selling();
    till.set_offline(false);
    sell(&mut till, &["85123A"], None);
    let entries = entries(&till);
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
    let want = [
        "branch.began.v1",
        "staff.signed_in.v1",
        "shift.opened.v1",
        "order.completed.v1",
    ];
    assert_eq!(kinds, want);
    let order = &entries[3];
    assert_eq!(order.business_day.as_deref(), Some("2026-11-02"));
    assert_eq!(order.staff.as_ref().unwrap().name, "Sam");
    assert_eq!((entries[2].offline, order.offline), (true, false));
    assert_eq!(entries[1].staff.as_ref().unwrap().name, "Sam");
    assert_eq!((entries[1].business_day.clone(), order.seq), (None, 4));
    Ok(())
}
