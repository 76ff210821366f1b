//! The server's countersigned word: kept, held against the journal, and not believed from anybody else.

use crate::support::*;
use ed25519_dalek::SigningKey;
use pos_till::features::enrol;
use pos_till::sync::{Runner, RunnerHandle};
use pos_till::verify::{VerifyError, verify_journal};
use pos_till::{SharedTill, Till};
use rusqlite::Connection;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(60);

/// A till that sells, enrolled at `url`, and its runner.
fn syncing(shop: &Shop, url: String) -> (SharedTill, RunnerHandle) {
    let mut till = shop.selling();
    let mut enrolment = shop.enrolment(till.register());
    enrolment.server_url = url;
    enrol(&mut till, enrolment).unwrap();
    sell(&mut till, &["85123A"], None);
    let till = Arc::new(Mutex::new(till));
    let runner = Runner::start(Arc::clone(&till)).unwrap();
    (till, runner)
}

/// Stops the runner and closes the till: the thread lets go of it a moment after its end.
fn close(till: SharedTill, runner: RunnerHandle) {
    assert!(runner.stop());
    drop(runner);
    while Arc::strong_count(&till) > 1 {
        std::thread::yield_now();
    }
}

fn broken(shop: &Shop) -> (u64, String) {
    match verify_journal(&shop.db()).unwrap_err() {
        VerifyError::Broken(broken) => (broken.seq, broken.reason),
        VerifyError::Unreadable(reason) => panic!("{reason}"),
    }
}

fn change(shop: &Shop, sql: &str) {
    Connection::open(shop.db())
        .unwrap()
        .execute_batch(sql)
        .unwrap();
}

#[test]
fn what_the_server_countersigned_is_proof_of_what_was_written() {
    let shop = Shop::new();
    let (url, server) = server::start(shop.server.clone());
    let (till, runner) = syncing(&shop, url);
    assert!(runner.drain(LONG));
    assert_eq!(server.lock().unwrap().entries.len(), 4);
    let holds = verify_journal(&shop.db()).unwrap();
    assert_eq!((holds.entries, holds.countersigned), (4, 1));
    close(till, runner);

    // Somebody takes the last sale back out of the file, and hides that it was ever sent.
    let copy = shop.dir().join("before");
    std::fs::copy(shop.db(), &copy).unwrap();
    change(
        &shop,
        "DELETE FROM order_lines; DELETE FROM orders; DELETE FROM journal WHERE n = 4;
         UPDATE sync_state SET server_cursor = 3",
    );
    let (seq, reason) = broken(&shop);
    assert_eq!(seq, 4);
    assert!(reason.contains("missing, though the server"), "{reason}");

    std::fs::copy(&copy, shop.db()).unwrap();
    change(&shop, "UPDATE server_head SET hash = zeroblob(32)");
    let (seq, reason) = broken(&shop);
    assert_eq!(seq, 4);
    assert!(reason.contains("not the server's"), "{reason}");
}

#[test]
fn an_entry_written_anew_in_the_place_of_one_that_the_server_has_is_named() {
    let shop = Shop::new();
    let (url, _server) = server::start(shop.server.clone());
    let (till, runner) = syncing(&shop, url);
    assert!(runner.drain(LONG));
    close(till, runner);
    let saved: Vec<u8> = Connection::open(shop.db())
        .unwrap()
        .query_row("SELECT hash FROM server_head", [], |row| row.get(0))
        .unwrap();
    change(
        &shop,
        "DELETE FROM order_lines; DELETE FROM orders; DELETE FROM journal WHERE n = 4;
         UPDATE sync_state SET server_cursor = 3",
    );
    // The till's own key seals another fourth entry: its chain holds, the server's word does not.
    let mut till = shop.open();
    sell(&mut till, &["71053"], None);
    assert_ne!(till.entry_hash(4).unwrap().unwrap().0.to_vec(), saved);
    drop(till);
    let (seq, reason) = broken(&shop);
    assert_eq!(seq, 4);
    assert!(reason.contains("another one than the server"), "{reason}");
}

#[test]
fn a_server_that_signs_with_another_key_is_not_believed_and_selling_goes_on() {
    let shop = Shop::new();
    let (url, _server) = server::start(SigningKey::from_bytes(&[8; 32]));
    let (till, runner) = syncing(&shop, url);
    let (tell, told) = std::sync::mpsc::channel();
    runner.subscribe(move |status| drop(tell.send(status.clone())));
    let words = loop {
        let status = told.recv_timeout(LONG).unwrap();
        if let Some(words) = status.message {
            break words;
        }
    };
    assert!(
        words.contains("not signed by this shop's server"),
        "{words}"
    );
    let mut till: std::sync::MutexGuard<'_, Till> = till.lock().unwrap();
    assert_eq!(till.server_cursor().unwrap(), 0);
    assert_eq!(till.waiting().unwrap().entries, 4);
    sell(&mut till, &["71053"], None);
    assert_eq!(verify_journal(&shop.db()).unwrap().countersigned, 0);
}
