//! What the core refuses: the code, the words, and the basket as it was before.

use crate::given::{product, vat};
use pos_core::barcode;
use pos_core::basket::{Basket, BasketKind};
use pos_core::order::OrderDetails;
use pos_core::{Amount, Currency, MoneyError, Order, Paid, Product, Quantity, Tax, UnitPrice};

/// One at 2.95, with VAT in it.
fn stand() -> Product {
    product("2.95", vat())
}

#[test]
fn a_refused_change_has_its_code_and_leaves_the_basket_alone() {
    type Change = fn(&mut Basket, &pos_core::Line) -> Result<(), pos_core::BasketError>;
    let huge = || Quantity::from_thousandths(9_999_999_999).unwrap();
    let cases: [(&str, Change); 8] = [
        ("zero_quantity", |b, _| {
            b.add(&stand(), 1, Quantity::pieces(0).unwrap()).map(drop)
        }),
        ("zero_quantity", |b, l| {
            b.change_quantity(l, Quantity::pieces(0).unwrap()).map(drop)
        }),
        ("quantity_out_of_range", |b, _| {
            b.add(&stand(), 1, Quantity::pieces(-1).unwrap()).map(drop)
        }),
        ("quantity_out_of_range", |b, l| {
            b.change_quantity(l, Quantity::pieces(-3).unwrap())
                .map(drop)
        }),
        ("override_without_reason", |b, l| {
            b.override_price(l, UnitPrice::parse("1").unwrap(), " ")
                .map(drop)
        }),
        ("bad_text", |b, l| {
            b.override_price(l, UnitPrice::parse("1").unwrap(), "a\u{0}b")
                .map(drop)
        }),
        ("bad_text", |b, l| {
            b.override_price(l, UnitPrice::parse("1").unwrap(), &"x".repeat(201))
                .map(drop)
        }),
        ("bad_text", |b, l| {
            b.override_price(l, UnitPrice::parse("1").unwrap(), "line\nbreak")
                .map(drop)
        }),
    ];
    for (code, change) in cases {
        let mut basket = Basket::new(BasketKind::Sale, Currency::GBP);
        let line = basket.add(&stand(), 1, Quantity::ONE).unwrap();
        let before = basket.clone();
        let error = change(&mut basket, &line).unwrap_err();
        assert_eq!(error.code(), code);
        assert!(error.to_string().ends_with('.'), "{error}");
        assert_eq!(basket, before, "{code}");
    }
    assert!(huge().plus(Quantity::ONE).is_err());
}

#[test]
fn a_basket_that_would_overflow_stays_as_it_was() {
    let dear = Product {
        unit_price: UnitPrice::parse("9999999.9999").unwrap(),
        ..stand()
    };
    let mut basket = Basket::new(BasketKind::Sale, Currency::from_code("KWD").unwrap());
    let most = Quantity::from_thousandths(9_999_999_999).unwrap();
    let refused = loop {
        let before = basket.clone();
        if let Err(error) = basket.add(&dear, 1, most) {
            break (error, before);
        }
    };
    assert_eq!(refused.0.code(), "amount_out_of_range");
    assert_eq!(basket, refused.1);
}

#[test]
fn numbers_out_of_range_are_refused() {
    assert_eq!(Quantity::parse("10000000"), Err(MoneyError::OutOfRange));
    assert_eq!(Quantity::parse("1.0005"), Err(MoneyError::Malformed));
    assert_eq!(UnitPrice::parse("10000000"), Err(MoneyError::OutOfRange));
    assert_eq!(UnitPrice::parse("-0.01"), Err(MoneyError::OutOfRange));
    assert_eq!(
        Tax::percent("VAT", "1000.1", true),
        Err(MoneyError::OutOfRange)
    );
    assert_eq!(Currency::from_code("XXZ"), Err(MoneyError::UnknownCurrency));
}

#[test]
fn payments_that_are_none_are_refused() {
    let sum = Amount::from_minor;
    let code = |due, given| Paid::cash(sum(due), sum(given)).unwrap_err().code();
    assert_eq!(code(2340, 2339), "payment_below_total");
    assert_eq!(code(2340, -2340), "pays_nothing");
    assert_eq!(code(2340, 0), "pays_nothing");
    assert_eq!(code(2340, 5_012_345_678_900), "given_too_large");
    assert_eq!(code(-500, -400), "refund_mismatch");
    assert_eq!(code(-500, 0), "refund_mismatch");
    assert_eq!(code(i64::MIN, 1), "amount_out_of_range");
}

#[test]
fn scans_that_are_no_barcodes_are_refused() {
    for (scan, code) in [
        ("4006381333932", "bad_check_digit"),
        ("73513538", "bad_check_digit"),
        ("036000291453", "bad_check_digit"),
        ("", "not_a_barcode"),
        ("400638133393", "bad_check_digit"),
        ("40063813339", "not_a_barcode"),
        ("４００６３８１３３３９３１", "not_a_barcode"),
    ] {
        assert_eq!(barcode::check(scan).unwrap_err().code(), code, "{scan}");
    }
}

/// An order that doesn't add up can't be read, whichever figure was touched.
#[test]
fn a_changed_figure_makes_an_order_unreadable() {
    let mut basket = Basket::new(BasketKind::Sale, Currency::GBP);
    let line = basket.add(&stand(), 1, Quantity::ONE).unwrap();
    let paid = Paid::cash(Amount::from_minor(295), Amount::from_minor(500)).unwrap();
    let details = OrderDetails {
        id: "o".into(),
        ..Default::default()
    };
    let order = Order::complete(&basket, vec![line], paid, details).unwrap();
    let good = serde_json::to_value(&order).unwrap();
    for pointer in [
        "/lines/0/figures/net",
        "/lines/0/figures/gross",
        "/lines/0/figures/taxes/0",
        "/lines/0/quantity",
        "/totals/gross",
        "/totals/lines",
        "/totals/taxes/0/amount",
        "/paid/change",
        "/paid/tenders/0/given",
        "/calc",
    ] {
        let mut bad = good.clone();
        let figure = bad.pointer_mut(pointer).unwrap();
        let changed = if pointer.ends_with("quantity") {
            -1000
        } else {
            figure.as_i64().unwrap() + 1
        };
        *figure = changed.into();
        assert!(serde_json::from_value::<Order>(bad).is_err(), "{pointer}");
    }
    let mut empty = good;
    empty["lines"] = serde_json::json!([]);
    assert!(serde_json::from_value::<Order>(empty).is_err());
}
