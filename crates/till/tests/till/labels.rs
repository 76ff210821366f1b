//! Scans of every kind at a till: what is sold, how much of it, and at which price.

use crate::support::*;
use pos_core::{BasketKind, Line, PriceSource, Product, barcode};
use pos_till::Till;
use pos_till::catalogue::build_full;
use pos_till::features::*;
use pos_till::verify::verify_journal;

fn by_weight(code: &str, barcode: &str, price: &str) -> Product {
    Product {
        unit: "kg".into(),
        ..stream::product(code, "Fudge, loose", barcode, price)
    }
}

/// A shop whose scales print prices under 21 and weights under 29.
fn deli(shop: &Shop) -> Till {
    let mut till = shop.open();
    let mut enrolment = shop.enrolment(till.register());
    let patterns = ["21IIIIIPPPPPC", "29IIIIIWWWWWC", "a newer server's"];
    enrolment.enrolled.store.barcode_patterns = patterns.map(str::to_owned).to_vec();
    enrol(&mut till, enrolment).unwrap();
    let plain = barcode::complete("219999900000").unwrap();
    let products = [
        by_weight("00042", "2000000000015", "14.50"),
        by_weight("CHEESE", &plain, "22.00"),
        stream::product("PIE", "Pork pie", "09520123456788", "3.00"),
        stream::product("71053", "White Metal Lantern", "042100005264", "3.39"),
    ];
    let bytes = stream::full(&products);
    let new = build_full(shop.dir(), bytes.as_slice(), |_, _| {}).unwrap();
    till.switch_catalogue(&new).unwrap();
    shop.sign_in(&mut till, "Cass", CASHIER);
    open(&mut till, 10_000).unwrap();
    till
}

fn scanned(till: &mut Till, text: &str) -> Line {
    let change = add_line(till, &line(text, "1"));
    change
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .line
}

/// Code, quantity, what it comes to, and the catalogue's price where it is another.
fn seen(line: &Line) -> (&str, String, i64, Option<i64>) {
    let other = line.price_override.as_ref();
    (
        line.code.as_str(),
        line.quantity.to_string(),
        line.figures.gross.minor(),
        other.map(|other| other.catalogue_price.e4()),
    )
}

#[test]
fn labels_of_the_shops_scales_are_sold_as_printed() {
    let shop = Shop::new();
    let mut till = deli(&shop);
    let weight = scanned(&mut till, &barcode::complete("290004200450").unwrap());
    assert_eq!(seen(&weight), ("00042", "0.45".into(), 653, None));
    let price = scanned(&mut till, &barcode::complete("210004200653").unwrap());
    assert_eq!(seen(&price), ("00042", "0.45".into(), 653, None));
    // No weight to the gram comes to 6.54 at 14.50 a kilogram, so the price gives way, and says why.
    let odd = scanned(&mut till, &barcode::complete("210004200654").unwrap());
    assert_eq!(odd.figures.gross, amount(654));
    // A number that the catalogue knows only with its zeros.
    let cheese = scanned(&mut till, &barcode::complete("219999900550").unwrap());
    assert_eq!(seen(&cheese), ("CHEESE", "0.25".into(), 550, None));
    assert_eq!(
        basket(&till).unwrap().unwrap().totals.gross,
        amount(653 + 653 + 654 + 550)
    );
    sell(&mut till, &[], None);
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn a_price_on_the_label_needs_no_reason_of_the_cashier() {
    let shop = Shop::new();
    let mut till = deli(&shop);
    let text = "(01)09520123456788(3922)250(10)ABC";
    let change = add_line(&mut till, &line(text, "2")).unwrap();
    assert_eq!(seen(&change.line), ("PIE", "2".into(), 500, Some(30_000)));
    let known = change.line.price_override.unwrap();
    assert_eq!(
        (known.source, known.reason.as_str()),
        (PriceSource::Label, "Price on the label")
    );
    let request = OverridePrice {
        number: 1,
        price: price("2.00"),
        reason: "Dented".into(),
    };
    let typed = override_price(&mut till, &request)
        .unwrap()
        .line
        .price_override
        .unwrap();
    assert_eq!(
        (typed.source, typed.catalogue_price.e4()),
        (PriceSource::Typed, 30_000)
    );
    let done = sell(&mut till, &[], None);
    assert_eq!(done.receipt.order.recompute().unwrap(), vec![]);
}

#[test]
fn one_number_is_found_however_it_is_written() {
    let shop = Shop::new();
    let mut till = deli(&shop);
    for text in [
        "04252614",
        "042100005264",
        "0042100005264",
        "00042100005264",
        "]E004252614",
    ] {
        assert_eq!(scanned(&mut till, text).code, "71053", "{text}");
    }
    for text in [
        "9520123456788",
        "09520123456788",
        "https://id.gs1.org/01/09520123456788/21/7",
    ] {
        assert_eq!(scanned(&mut till, text).code, "PIE", "{text}");
    }
    assert_eq!(find_product(&till, "04252614").unwrap().code, "71053");
}

#[test]
fn a_misread_label_changes_nothing() {
    let shop = Shop::new();
    let mut till = deli(&shop);
    let unknown = barcode::complete("211234500653").unwrap();
    let cases = [
        ("2100042006531", "bad_check_digit"),
        (unknown.as_str(), "unknown_barcode"),
        ("(01)09520123456788(17)261399", "bad_field"),
        ("(00)106141412345678908", "no_product_in_code"),
        ("(01)09520123456788(3932)978250", "foreign_price"),
        ("https://evertill.example/", "no_product_in_code"),
    ];
    for (text, code) in cases {
        assert_eq!(
            add_line(&mut till, &line(text, "1")).unwrap_err().code(),
            code,
            "{text}"
        );
    }
    let label = barcode::complete("290004200451").unwrap();
    let half = add_line(&mut till, &line(&label, "0.5")).unwrap_err();
    assert_eq!(half.code(), "quantity_out_of_range");
    assert_eq!(basket(&till).unwrap(), None);
}

#[test]
fn labelled_goods_come_back_as_they_went() {
    let shop = Shop::new();
    let mut till = deli(&shop);
    shop.sign_in(&mut till, "Sam", SUPERVISOR);
    let kind = BasketKind::Refund;
    start_basket(&mut till, StartBasket { kind }).unwrap();
    let back = scanned(&mut till, &barcode::complete("210004200653").unwrap());
    assert_eq!(seen(&back), ("00042", "-0.45".into(), -653, None));
}
