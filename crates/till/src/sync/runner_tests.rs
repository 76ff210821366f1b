//! The runner where there is no server: what it says, and that it ends when it is told to.

use super::*;
use crate::env::TillEnv;
use crate::features::{demo_setup, enrol};
use crate::till::Till;
use ed25519_dalek::SigningKey;
use pos_protocol::device::{Enrolled, Store};
use std::net::TcpListener;
use std::sync::{Mutex, mpsc};
use tempfile::TempDir;
use uuid::Uuid;

const SOON: Duration = Duration::from_secs(20);

fn till() -> (TempDir, SharedTill) {
    let dir = tempfile::tempdir().unwrap();
    let till = Till::open(dir.path(), TillEnv::system(dir.path())).unwrap();
    (dir, Arc::new(Mutex::new(till)))
}

/// Enrols the till at an address where nothing answers.
fn enrol_nowhere(till: &SharedTill) {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let enrolled = Enrolled {
        register: hold(till).register(),
        register_code: "1".to_owned(),
        register_name: "Front".to_owned(),
        store: Store {
            id: Uuid::from_u128(1),
            name: "Shop".to_owned(),
            address: "1 High Street".to_owned(),
            vat_number: None,
            currency: "GBP".to_owned(),
            time_zone: "Europe/London".to_owned(),
            tax_rounding: Default::default(),
            smallest_coin: Default::default(),
            barcode_patterns: Vec::new(),
        },
        server_key: SigningKey::from_bytes(&[3; 32])
            .verifying_key()
            .to_bytes()
            .to_vec(),
        oidc_issuer: "http://127.0.0.1:1".to_owned(),
        oidc_client: "evertill-register".to_owned(),
    };
    let server_url = format!("http://127.0.0.1:{port}");
    let enrolment = Enrolment {
        enrolled,
        server_url,
    };
    enrol(&mut hold(till), enrolment).unwrap();
}

/// The first status that `wanted` likes.
fn status(runner: &RunnerHandle, wanted: impl Fn(&SyncStatus) -> bool) -> SyncStatus {
    let (tell, told) = mpsc::channel();
    runner.subscribe(move |status| drop(tell.send(status.clone())));
    loop {
        let status = told.recv_timeout(SOON).unwrap();
        if wanted(&status) {
            return status;
        }
    }
}

#[test]
fn waits_for_the_enrolment_and_says_what_waits() {
    let (_dir, till) = till();
    let runner = Runner::start(Arc::clone(&till)).unwrap();
    status(&runner, |status| status.state == SyncState::NotEnrolled);
    enrol_nowhere(&till);
    runner.wake();
    let offline = status(&runner, |status| status.message.is_some());
    assert_eq!(
        (offline.state, offline.waiting_entries),
        (SyncState::Offline, 1)
    );
    assert!(!offline.settled && offline.waiting_since.is_some());
    assert!(offline.message.unwrap().contains("tried again by itself"));
    assert!(!runner.drain(Duration::from_millis(50)));
    assert!(runner.stop());
}

#[test]
fn the_demo_never_syncs() {
    let (_dir, till) = till();
    demo_setup(&mut hold(&till)).unwrap();
    let runner = Runner::start(till).unwrap();
    status(&runner, |status| status.state == SyncState::Demo);
    assert!(!runner.drain(Duration::from_millis(50)));
    assert!(runner.stop());
}

#[test]
fn a_dropped_handle_ends_the_thread_and_frees_the_till() {
    let (dir, till) = till();
    drop(Runner::start(Arc::clone(&till)).unwrap());
    let until = Instant::now() + SOON;
    while Arc::strong_count(&till) > 1 {
        assert!(Instant::now() < until, "the thread has ended");
        thread::yield_now();
    }
    drop(till);
    Till::open(dir.path(), TillEnv::system(dir.path())).unwrap();
}
