//! Prices that start at an instant, with no network anywhere, and products that are no longer sold.

use crate::support::stream::{between, cursor, product};
use crate::support::*;
use pos_core::{Product, ScheduledPrice};
use pos_till::Till;
use pos_till::catalogue::apply_delta;
use pos_till::features::*;

/// Midnight in London on the 3rd of November 2026, which is winter time.
const MIDNIGHT: &str = "2026-11-03T00:00:00Z";

fn seconds(time: &str) -> i64 {
    time.parse::<jiff::Timestamp>().unwrap().as_second()
}

fn lantern() -> Product {
    let starting = |text: &str, from: &str| ScheduledPrice {
        price_id: format!("from {from}"),
        unit_price: price(text),
        from: seconds(from),
    };
    Product {
        scheduled: vec![
            starting("2.99", MIDNIGHT),
            starting("3.49", "2026-11-10T00:00:00Z"),
        ],
        ..product("71053", "White Metal Lantern", "036000291452", "3.39")
    }
}

fn apply(till: &Till, version: u64, rows: &[Product], gone: &[&str]) {
    let file = till.catalogue().unwrap().unwrap();
    let delta = between(file.cursor, cursor(version), rows, gone);
    apply_delta(&file.path, delta.as_slice(), |_, _| {}).unwrap();
}

/// The price as the look-up, the search and the tile show it.
fn shown(till: &Till) -> [i64; 3] {
    let hits = search(
        till,
        &Search {
            text: "lantern".into(),
            limit: 9,
        },
    );
    let tiles = tiles(till, Some("Gifts")).unwrap();
    let tile = tiles.iter().find(|tile| tile.code == "71053").unwrap();
    [
        find_product(till, "71053").unwrap().unit_price.e4(),
        hits.unwrap()[0].unit_price.e4(),
        tile.unit_price.e4(),
    ]
}

#[test]
fn a_price_starts_at_its_instant_and_lines_keep_theirs() {
    let shop = Shop::new();
    let mut till = shop.selling();
    apply(&till, 2, &[lantern()], &[]);
    shop.set_clock("2026-11-02T23:59:59Z");
    assert_eq!(shown(&till), [33_900; 3]);
    assert_eq!(till.prices_since().unwrap(), None);
    let before = add_line(&mut till, &line("71053", "1")).unwrap().line;
    shop.set_clock(MIDNIGHT);
    assert_eq!(shown(&till), [29_900; 3]);
    assert_eq!(till.prices_since().unwrap(), Some(seconds(MIDNIGHT)));
    let after = add_line(&mut till, &line("036000291452", "1"))
        .unwrap()
        .line;
    assert_eq!(
        (after.unit_price, after.price_id.as_str()),
        (price("2.99"), "from 2026-11-03T00:00:00Z")
    );
    let lines = basket(&till).unwrap().unwrap().lines;
    assert_eq!(lines[0], before, "what was rung up keeps its price");
    shop.set_clock("2027-01-01T00:00:00Z");
    assert_eq!(shown(&till), [34_900; 3]);
    // A new row takes the plan of the old one with it.
    let plain = product("71053", "White Metal Lantern", "036000291452", "3.59");
    apply(&till, 3, &[plain], &[]);
    assert_eq!(shown(&till), [35_900; 3]);
    assert_eq!(till.prices_since().unwrap(), None);
}

#[test]
fn an_archived_product_is_named_until_it_is_sold_again() {
    let shop = Shop::new();
    let till = shop.enrolled();
    apply(&till, 2, &[], &["71053"]);
    for text in ["71053", "036000291452", "0036000291452"] {
        let refused = find_product(&till, text).unwrap_err();
        assert_eq!(refused.code(), "no_longer_sold", "{text}");
        assert!(
            refused
                .message()
                .starts_with("White Metal Lantern is no longer sold")
        );
        assert_eq!(refused.details()["name"], "White Metal Lantern");
    }
    let nothing = Search {
        text: "lantern".into(),
        limit: 9,
    };
    assert!(search(&till, &nothing).unwrap().is_empty());
    // Its barcode is free for another product.
    let other = product("90001", "Candle", "036000291452", "1.00");
    apply(&till, 3, &[other], &[]);
    assert_eq!(find_product(&till, "036000291452").unwrap().code, "90001");
    assert_eq!(
        find_product(&till, "71053").unwrap_err().code(),
        "no_longer_sold"
    );
    apply(
        &till,
        4,
        &[product("71053", "Lantern", "2000000000060", "4.00")],
        &[],
    );
    assert_eq!(find_product(&till, "71053").unwrap().name, "Lantern");
    apply(&till, 5, &[], &["90001"]);
    let refused = find_product(&till, "036000291452").unwrap_err();
    assert_eq!(refused.details()["name"], "Candle");
}
