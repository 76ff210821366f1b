//! The catalogue file: whole or not at all, found by code, barcode and word.

use crate::support::stream::{between, cursor, full, product, products};
use crate::support::*;
use pos_core::Product;
use pos_protocol::catalog::Cursor;
use pos_till::Till;
use pos_till::catalogue::{StreamError, Writer, apply_delta, build_full};
use pos_till::features::*;
use pos_till::views::ProductHit;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

fn codes(hits: Vec<ProductHit>) -> Vec<String> {
    hits.into_iter().map(|hit| hit.code).collect()
}

fn found(till: &Till, text: &str) -> Vec<String> {
    let text = text.to_owned();
    codes(search(till, &Search { text, limit: 20 }).unwrap())
}

fn file(till: &Till) -> PathBuf {
    till.catalogue().unwrap().unwrap().path
}

/// All that can be seen of the catalogue.
fn seen(till: &Till) -> (Cursor, Vec<ProductHit>, Vec<String>, Vec<String>) {
    (
        till.catalogue().unwrap().unwrap().cursor,
        tiles(till, Some("Gifts")).unwrap(),
        found(till, "hang"),
        found(till, "2000"),
    )
}

/// Fails in the middle, as a connection does.
struct Torn<'a>(&'a [u8]);

impl Read for Torn<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(std::io::ErrorKind::ConnectionReset.into()),
            read => Ok(read),
        }
    }
}

#[test]
fn finds_by_code_barcode_and_twin() {
    let shop = Shop::new();
    let till = shop.enrolled();
    for (text, code) in [
        ("85123A", "85123A"),
        ("85123a", "85123a"),
        (" 71053 ", "71053"),
        ("036000291452", "71053"),
        ("0036000291452", "71053"),
        ("2000000000022", "85123a"),
        ("20000004", "M5"),
    ] {
        assert_eq!(find_product(&till, text).unwrap().code, code, "{text}");
    }
}

#[test]
fn searches_by_the_beginnings_of_words_codes_and_barcodes() {
    let shop = Shop::new();
    let till = shop.enrolled();
    assert_eq!(found(&till, "whi hang"), ["85123A"]);
    assert_eq!(found(&till, "HANG hea"), ["85123a", "85123A"]);
    assert_eq!(found(&till, "creme"), ["M5"]);
    assert_eq!(found(&till, "5\" \"del"), ["M5"]);
    assert_eq!(found(&till, "85123"), ["85123A", "85123a"]);
    assert_eq!(found(&till, "03600"), ["71053"]);
    assert_eq!(found(&till, "gifts lant"), ["71053"]);
    assert_eq!(found(&till, "").len(), 5);
    for odd in [
        "\"", "*", "a OR b", "NEAR(", "name:x", "-", "^", "(", "a\0b", "'", "x AND",
    ] {
        assert!(found(&till, odd).is_empty(), "{odd}");
    }
}

#[test]
fn a_delta_changes_all_of_it_with_its_cursor() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let sold = add_line(&mut till, &line("71053", "1")).unwrap().line;
    let rows = [
        product("71053", "Black Metal Lantern", "2000000000060", "4.00"),
        product("90001", "Hanging Basket", "2000000000077", "9.99"),
    ];
    let delta = between(cursor(1), cursor(9), &rows, &["85123a", "no-such-code"]);
    let reached = apply_delta(&file(&till), delta.as_slice(), |_, _| {}).unwrap();
    assert_eq!(reached, cursor(9));
    assert_eq!(till.catalogue().unwrap().unwrap().cursor, cursor(9));
    assert_eq!(found(&till, "hang"), ["90001", "85123A"]);
    assert_eq!(found(&till, "white lant"), [""; 0]);
    assert_eq!(
        find_product(&till, "2000000000060").unwrap().name,
        "Black Metal Lantern"
    );
    assert_eq!(
        find_product(&till, "036000291452").unwrap_err().code(),
        "unknown_barcode"
    );
    assert_eq!(
        find_product(&till, "85123a").unwrap_err().code(),
        "no_longer_sold"
    );
    let lines = basket(&till).unwrap().unwrap().lines;
    assert_eq!(lines, [sold], "what was rung up keeps its price");
    let next = add_line(&mut till, &line("71053", "1")).unwrap().line;
    assert_eq!(
        (next.unit_price, next.catalogue_version),
        (price("4.00"), 9)
    );
}

/// The row of a product and the size of the search index.
fn kept(till: &Till, code: &str) -> (i64, i64) {
    let db = rusqlite::Connection::open(file(till)).unwrap();
    let of = |sql: &str| db.query_row(sql, [], |row| row.get(0)).unwrap();
    (
        of(&format!("SELECT id FROM product WHERE code = '{code}'")),
        of("SELECT count(*) FROM product_words_data"),
    )
}

#[test]
fn a_new_price_leaves_what_finds_a_product_as_it_is_and_a_new_name_does_not() {
    let shop = Shop::new();
    let till = shop.enrolled();
    let before = kept(&till, "71053");
    let known = || find_product(&till, "71053").unwrap();
    let dearer = Product {
        unit_price: price("4.00"),
        price_id: "another".to_owned(),
        ..known()
    };
    let mut writer = Writer::open(&file(&till)).unwrap();
    let rows = [dearer.clone()];
    let first = between(cursor(1), cursor(2), &rows, &[]);
    writer.apply(first.as_slice(), |_, _| {}).unwrap();
    assert_eq!(kept(&till, "71053"), before);
    assert_eq!(known(), dearer);
    let named = Product {
        name: "Black Metal Lantern".to_owned(),
        ..known()
    };
    let second = between(cursor(2), cursor(3), std::slice::from_ref(&named), &[]);
    writer.apply(second.as_slice(), |_, _| {}).unwrap();
    assert_ne!(kept(&till, "71053"), before);
    assert_eq!(known(), named);
    assert_eq!(found(&till, "black"), ["71053"]);
    assert_eq!(found(&till, "white lant"), [""; 0]);
}

#[test]
fn a_writer_that_is_made_ready_has_its_log_and_changes_nothing() {
    let shop = Shop::new();
    let till = shop.enrolled();
    let (path, before) = (file(&till), seen(&till));
    let log = format!("{}-wal", path.display());
    let size = || std::fs::metadata(&log).map_or(0, |log| log.len());
    let mut writer = Writer::open(&path).unwrap();
    assert_eq!(size(), 0);
    writer.warm().unwrap();
    assert!(size() > 0);
    assert_eq!(seen(&till), before);
    let delta = between(cursor(1), cursor(2), &[], &["M5"]);
    writer.apply(delta.as_slice(), |_, _| {}).unwrap();
    assert_ne!(seen(&till), before);
}

#[test]
fn a_row_that_cant_be_read_is_damage_when_it_is_to_be_replaced() {
    let shop = Shop::new();
    let till = shop.enrolled();
    let spoil = "UPDATE product SET taxes = 'spoilt' WHERE code IN ('71053', 'M5')";
    let db = rusqlite::Connection::open(file(&till)).unwrap();
    assert_eq!(db.execute(spoil, []).unwrap(), 2);
    let rows = [product("71053", "Black Lantern", "2000000000060", "4.00")];
    for (rows, gone) in [(&rows[..], &[][..]), (&[], &["M5"])] {
        let delta = between(cursor(1), cursor(2), rows, gone);
        let error = apply_delta(&file(&till), delta.as_slice(), |_, _| {}).unwrap_err();
        assert_eq!(error.code(), "catalogue_damaged", "{error}");
    }
}

#[test]
fn a_stream_that_is_cut_or_spoilt_anywhere_applies_nothing() {
    let shop = Shop::new();
    let till = shop.enrolled();
    let path = file(&till);
    let before = seen(&till);
    let rows = [product("90001", "Hanging Basket", "2000000000077", "9.99")];
    let delta = between(cursor(1), cursor(2), &rows, &["71053"]);
    let whole = full(&products());
    for cut in 0..delta.len() {
        for error in [
            apply_delta(&path, &delta[..cut], |_, _| {}).unwrap_err(),
            apply_delta(&path, Torn(&delta[..cut]), |_, _| {}).unwrap_err(),
        ] {
            assert!(matches!(error, StreamError::Cut(_)), "{cut}: {error}");
        }
        assert!(build_full(shop.dir(), &whole[..cut], |_, _| {}).is_err());
    }
    // The begin line's total is for the progress bar alone; all else in the stream counts.
    let rows_at = delta.iter().position(|byte| *byte == b'\n').unwrap();
    for at in rows_at..delta.len() {
        let mut spoilt = delta.clone();
        spoilt[at] ^= 1;
        assert!(
            apply_delta(&path, spoilt.as_slice(), |_, _| {}).is_err(),
            "byte {at}"
        );
    }
    let wrong = between(cursor(3), cursor(4), &rows, &[]);
    let error = apply_delta(&path, wrong.as_slice(), |_, _| {}).unwrap_err();
    assert_eq!(error.code(), "catalogue_wrong_base");
    let twice = full(&[products(), products()].concat());
    let error = build_full(shop.dir(), twice.as_slice(), |_, _| {}).unwrap_err();
    assert_eq!(error.code(), "catalogue_file");
    assert_eq!(seen(&till), before);
    let files = fs::read_dir(shop.dir()).unwrap().flatten();
    let files = files.filter(|entry| entry.file_name().to_string_lossy().ends_with(".db"));
    assert_eq!(files.count(), 2, "till.db and one catalogue");
}

#[test]
fn a_new_catalogue_takes_the_place_of_the_old_one() {
    let shop = Shop::new();
    let mut till = shop.enrolled();
    let old = file(&till);
    let rows = [product("90001", "Hanging Basket", "2000000000077", "9.99")];
    let mut told = Vec::new();
    let bytes = full(&rows);
    let new = build_full(shop.dir(), bytes.as_slice(), |done, of| {
        told.push((done, of))
    })
    .unwrap();
    assert_eq!(told, [(1, 1)]);
    assert_eq!(found(&till, "hang").len(), 2, "not in use yet");
    till.switch_catalogue(&new).unwrap();
    assert_eq!(found(&till, "hang"), ["90001"]);
    assert!(!old.exists() && file(&till).exists());
    drop(till);
    let till = shop.open();
    assert_eq!(found(&till, "hang"), ["90001"]);
    drop(till);
    // A catalogue that is lost or spoilt is fetched anew; the till opens all the same.
    fs::write(shop.dir().join(&new.file), b"not a database at all").unwrap();
    let till = shop.open();
    assert_eq!(till.catalogue().unwrap(), None);
    assert_eq!(
        find_product(&till, "90001").unwrap_err().code(),
        "catalogue_damaged"
    );
}
