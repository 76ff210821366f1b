//! A till.db of version 0.1 with unsent entries: every later version opens it, proves it and sells on.

use crate::support::*;
use pos_till::features::*;
use pos_till::verify::verify_journal;
use pos_till::{Till, TillEnv};
use std::fs;
use std::path::{Path, PathBuf};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v0_1")
}

#[test]
fn a_till_of_version_0_1_opens_verifies_and_sells_on() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(fixture()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let db = folder.path().join("till.db");
    let before = verify_journal(&db).unwrap();
    assert_eq!(before.entries, 8);
    let mut till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
    assert_eq!(till.key_warning().unwrap(), None);
    assert_eq!(till.session().unwrap().name, "Sam");
    assert_eq!(till.server_cursor().unwrap(), 3);
    let waiting = till.waiting().unwrap();
    assert_eq!((waiting.sales, waiting.entries), (3, 5));
    assert_eq!(
        last_sale(&till)
            .unwrap()
            .unwrap()
            .receipt
            .order
            .totals()
            .gross,
        amount(-339)
    );
    let open = basket(&till).unwrap().unwrap();
    assert_eq!(
        (open.lines.len(), open.totals.gross),
        (2, amount(255 * 3 + 495))
    );
    let done = sell(&mut till, &["71053"], None);
    assert_eq!(done.receipt.order.lines().len(), 3);
    assert_eq!(verify_journal(&db).unwrap().entries, 9);
}
