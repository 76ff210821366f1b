//! Bad weather, row by row: what the till says, that nothing of it changes meanwhile, and that it goes on afterwards. The
//! full disk has its row beside the till's own connection, which alone can be told to take no more.

use super::rows;
use crate::support::*;
use pos_till::features::*;
use pos_till::sync::{Runner, RunnerHandle, SyncStatus};
use pos_till::verify::verify_journal;
use pos_till::{SharedTill, Till, TillError};
use rusqlite::Connection;
use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(60);

/// Something outside of the till that keeps it from working, for as long as it is held.
type Weather = fn(&Shop) -> Box<dyn std::any::Any>;

fn locked(shop: &Shop) -> Box<dyn std::any::Any> {
    let other = Connection::open(shop.db()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    Box::new(other)
}

#[test]
fn each_weather_is_said_changes_nothing_and_passes() {
    type Act = fn(&mut Till) -> Result<(), TillError>;
    let add: Act = |till| add_line(till, &line("85123A", "1")).map(|_| ());
    let cases: [(&str, Weather, Act, &str, &str); 1] = [(
        "another program writes into till.db",
        locked,
        add,
        "till_locked",
        "Another program holds the till's file, so nothing was saved. Close what copies or checks it, and try again.",
    )];
    for (name, weather, act, code, message) in cases {
        let shop = Shop::new();
        let mut till = shop.selling();
        add_line(&mut till, &line("71053", "1")).unwrap();
        let before = rows(&shop);
        let held = weather(&shop);
        let error = act(&mut till).expect_err(name);
        assert_eq!(
            (error.code(), error.message().as_str()),
            (code, message),
            "{name}"
        );
        drop(held);
        assert_eq!(rows(&shop), before, "{name}: the file changed");
        act(&mut till).expect(name);
        sell(&mut till, &[], None);
        verify_journal(&shop.db()).unwrap();
    }
}

/// Overwrites the pages of the catalogue file but the first, as a dying disk does.
fn damage(shop: &Shop, from: usize) {
    let till_file = |name: &str| name.starts_with("catalog-") && name.ends_with(".db");
    let entries = fs::read_dir(shop.dir()).unwrap().map(Result::unwrap);
    let mut files = entries.filter(|entry| till_file(&entry.file_name().to_string_lossy()));
    let path = files.next().unwrap().path();
    let mut bytes = fs::read(&path).unwrap();
    bytes[from..].fill(0xa5);
    fs::write(&path, bytes).unwrap();
}

fn syncing(shop: &Shop, till: Till, url: String) -> (SharedTill, RunnerHandle) {
    let mut till = till;
    let mut enrolment = shop.enrolment(till.register());
    enrolment.server_url = url;
    enrol(&mut till, enrolment).unwrap();
    let till = Arc::new(Mutex::new(till));
    let runner = Runner::start(Arc::clone(&till)).unwrap();
    (till, runner)
}

fn status(runner: &RunnerHandle, wanted: impl Fn(&SyncStatus) -> bool) -> SyncStatus {
    let (tell, told) = std::sync::mpsc::channel();
    runner.subscribe(move |status| drop(tell.send(status.clone())));
    loop {
        let status = told.recv_timeout(LONG).expect("a status");
        if wanted(&status) {
            return status;
        }
    }
}

#[test]
fn a_damaged_catalogue_is_said_the_basket_is_sold_and_a_new_one_is_fetched() {
    // A file that can't be opened any more, and one whose inside is spoilt under the open till.
    for (from, under_the_till) in [(0, false), (4_096, true)] {
        let shop = Shop::new();
        let mut till = shop.selling();
        add_line(&mut till, &line("85123A", "1")).unwrap();
        drop(till);
        if !under_the_till {
            damage(&shop, from);
        }
        let mut till = shop.open();
        if under_the_till {
            damage(&shop, from);
        }
        let before = rows(&shop);
        let error = add_line(&mut till, &line("71053", "1")).unwrap_err();
        assert_eq!(error.code(), "catalogue_damaged");
        assert!(
            error.message().contains("fetched anew by itself"),
            "{error}"
        );
        assert_eq!(rows(&shop), before);
        assert!(till.catalogue_is_damaged() && till.catalogue().unwrap().is_none());
        let done = sell(&mut till, &[], None);
        assert_eq!(done.receipt.order.lines().len(), 1);

        let (url, server) = server::start(shop.server.clone());
        let (till, runner) = syncing(&shop, till, url);
        status(&runner, |status| {
            status.catalogue_version == Some(1) && status.settled
        });
        let mut till = till.lock().unwrap();
        assert!(!till.catalogue_is_damaged());
        sell(&mut till, &["71053"], None);
        assert_eq!(server.lock().unwrap().whole_catalogues, 1);
    }
}

#[test]
fn a_held_basket_is_gone_on_with_whatever_became_of_the_catalogue() {
    for (from, under_the_till) in [(0, false), (4_096, true)] {
        let shop = Shop::new();
        let mut till = shop.selling();
        add_line(&mut till, &line("85123A", "1")).unwrap();
        let id = hold_basket(&mut till, &HoldBasket::default()).unwrap().id;
        drop(till);
        if !under_the_till {
            damage(&shop, from);
        }
        let mut till = shop.open();
        if under_the_till {
            damage(&shop, from);
        }
        let resumed = resume_basket(&mut till, &ResumeBasket { id, fence: None }).unwrap();
        assert_eq!((resumed.basket.lines.len(), resumed.changes.len()), (1, 0));
        assert!(till.catalogue_is_damaged());
        sell(&mut till, &[], None);
    }
}

#[test]
fn a_wrong_clock_is_said_and_recorded_once_until_it_is_right_again() {
    let shop = Shop::new();
    let (url, server) = server::start(shop.server.clone());
    let now = pos_till::Clock::now(&pos_till::SystemClock::new());
    server.lock().unwrap().clock = Some(now - jiff::SignedDuration::from_hours(5));
    let (till, runner) = syncing(&shop, shop.selling(), url);
    let told = status(&runner, |status| {
        status.clock_ahead_s.is_some() && status.settled
    });
    let words = told.message.expect("it is said in words");
    assert!(words.contains("5 hours ahead of the server's"), "{words}");
    assert!(runner.drain(LONG));
    let facts = |kind: &str| -> Vec<String> {
        let held = server.lock().unwrap();
        let bodies = held.entries.iter().map(|entry| entry.open().unwrap());
        let of_kind = bodies.filter(|body| body.kind == kind);
        of_kind.map(|body| body.payload.get().to_owned()).collect()
    };
    assert_eq!(facts("clock.checked.v1").len(), 1);

    server.lock().unwrap().clock = Some(now);
    let sold = sell(&mut till.lock().unwrap(), &["85123A"], None);
    assert!(!sold.receipt.number.is_empty());
    runner.wake();
    status(&runner, |status| {
        status.clock_ahead_s.is_none() && status.settled
    });
    assert!(runner.drain(LONG));
    assert_eq!(facts("clock.checked.v1").last().unwrap(), "{\"ahead_s\":0}");
    assert_eq!(facts("clock.checked.v1").len(), 2);
    verify_journal(&shop.db()).unwrap();
}
