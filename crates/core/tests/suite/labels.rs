//! The fields of a label: how long each is, what may stand in it, and where a scan is no label at all.

use pos_core::barcode::{self, BarcodeError, Item, Pattern, Scanned, scan};

const GTIN: &str = "09506000134352";

fn read(text: &str) -> Result<Scanned, BarcodeError> {
    scan(text, &[])
}

/// What comes of a field that stands beside the number of the goods.
fn beside(field: &str) -> Result<Scanned, BarcodeError> {
    read(&format!("(01){GTIN}{field}"))
}

fn bad(field: &str) -> BarcodeError {
    BarcodeError::BadField {
        field: field.to_owned(),
    }
}

/// GS1 General Specifications, section 7.8.5: these need no separator.
#[test]
fn a_field_of_fixed_length_ends_by_itself() {
    for (identifier, value) in [
        ("00", "106141412345678908"),
        ("02", GTIN),
        ("03", GTIN),
        ("04", "1234567890123456"),
        ("11", "261125"),
        ("12", "261125"),
        ("13", "261125"),
        ("15", "261125"),
        ("16", "261125"),
        ("17", "261125"),
        ("20", "01"),
        ("3103", "000195"),
        ("3203", "000195"),
        ("3302", "000195"),
        ("3412", "000195"),
        ("3502", "000195"),
        ("3602", "000195"),
        ("410", "9506000134352"),
    ] {
        let label = read(&format!("]C1{identifier}{value}01{GTIN}")).unwrap();
        assert_eq!(label.item, Item::Gtin(GTIN.into()), "{identifier}");
        let head = &value[..value.len() - 1];
        for other in [head.to_owned(), format!("{head}A"), format!("{value}0")] {
            let refused = beside(&format!("({identifier}){other}"));
            assert_eq!(refused, Err(bad(identifier)), "{other}");
        }
    }
}

#[test]
fn a_field_of_any_length_ends_at_the_separator() {
    for identifier in [
        "22", "37", "90", "99", "235", "240", "253", "400", "420", "710", "3900", "4300", "7003",
        "7230", "8008", "8200",
    ] {
        let label = read(&format!("]C1{identifier}61125\u{1d}10B7\u{1d}01{GTIN}")).unwrap();
        assert_eq!(label.batch.as_deref(), Some("B7"), "{identifier}");
        let label = beside(&format!("({identifier})61125(10)B7")).unwrap();
        assert_eq!(label.batch.as_deref(), Some("B7"), "{identifier}");
    }
}

#[test]
fn what_can_not_be_read_is_named_by_its_first_signs() {
    for (rest, field) in [
        ("059999", "0599"),
        ("05", "05"),
        ("3x03000195", "3x03"),
        ("éèêëē", "éèêë"),
    ] {
        let refused = read(&format!("01{GTIN}{rest}"));
        assert_eq!(refused, Err(bad(field)));
    }
}

#[test]
fn each_field_holds_as_much_as_it_may_and_no_more() {
    let field = |identifier: &str, start: &str, length: usize| {
        beside(&format!("({identifier}){start}{}", "7".repeat(length)))
    };
    for (identifier, start, most) in [
        ("10", "", 20),
        ("21", "", 20),
        ("30", "", 8),
        ("3922", "", 15),
        ("3932", "826", 15),
        ("91", "", 90),
    ] {
        assert!(field(identifier, start, most).is_ok(), "{identifier}");
        for length in [0, most + 1] {
            let refused = field(identifier, start, length);
            assert_eq!(refused, Err(bad(identifier)), "{length}");
        }
    }
    assert_eq!(field("30", "", 8).unwrap().count, Some(77_777_777));
    let price = field("3932", "826", 15).unwrap().price.unwrap();
    assert_eq!(price.digits, 777_777_777_777_777);
    assert_eq!((price.decimals, price.currency), (Some(2), Some(826)));
}

/// A sign of a number and a letter in it are a misread, also where the rest would be one.
#[test]
fn figures_are_of_digits_alone() {
    for (identifier, value) in [
        ("17", "+61125"),
        ("20", "1A"),
        ("3103", "+00195"),
        ("30", "+6"),
        ("30", "6x"),
        ("3922", "+653"),
        ("3932", "GBP653"),
        ("3932", "826+653"),
        ("3900", "12x"),
    ] {
        let refused = beside(&format!("({identifier}){value}"));
        assert_eq!(refused, Err(bad(identifier)), "{value}");
    }
}

#[test]
fn every_date_on_a_label_is_a_day() {
    for identifier in ["11", "12", "13", "15", "16", "17"] {
        assert!(beside(&format!("({identifier})280229")).is_ok());
        for none in ["260229", "261131", "261301", "260001"] {
            let refused = beside(&format!("({identifier}){none}"));
            assert_eq!(refused, Err(bad(identifier)), "{none}");
        }
    }
}

#[test]
fn a_field_may_come_twice_if_it_says_the_same() {
    assert!(beside("(10)B7(10)B7").is_ok());
    assert_eq!(beside("(10)B7(10)B8"), Err(bad("10")));
    assert!(beside(&format!("(01){GTIN}")).is_ok());
}

#[test]
fn a_weight_has_at_most_five_decimals() {
    for identifier in ["3105", "3205"] {
        let weight = beside(&format!("({identifier})000195")).unwrap().weight;
        assert_eq!(weight.map(|w| (w.digits, w.decimals)), Some((195, 5)));
    }
    for identifier in ["3106", "3206"] {
        let refused = beside(&format!("({identifier})000195"));
        assert_eq!(refused, Err(bad(identifier)));
    }
}

/// Only 01 and a whole number of goods behind it is a label without any mark.
#[test]
fn digits_that_are_no_label_are_read_as_what_they_are() {
    let upc_a = read("012345678905").unwrap();
    assert_eq!(upc_a.item, Item::Gtin("012345678905".into()));
    for none in [
        "9906000134352123",
        "019",
        "]004006381333931",
        "]EE4006381333931",
        "]",
    ] {
        let refused = read(none).unwrap_err();
        assert_eq!(refused.code(), "not_a_barcode", "{none}");
    }
    assert_eq!(
        read(&format!("01{GTIN}")).unwrap().item,
        Item::Gtin(GTIN.into())
    );
}

/// Digits that no identifier begins with, and an identifier with letters in it, are none.
#[test]
fn a_web_address_names_its_fields_by_identifiers_alone() {
    let link = |rest: &str| read(&format!("https://shop.example/01/{GTIN}{rest}"));
    for none in ["1", "05", "31", "31x3", "lot"] {
        assert_eq!(link(&format!("/{none}/7")), Err(bad(none)));
        let ignored = link(&format!("?{none}=&10=B7")).unwrap();
        assert_eq!(ignored.batch.as_deref(), Some("B7"), "{none}");
    }
}

#[test]
fn a_pattern_has_as_many_signs_as_a_barcode() {
    for length in 7..=16 {
        let text = format!("2{}PPPPC", "I".repeat(length - 6));
        let known = matches!(length, 8 | 12 | 13 | 14);
        assert_eq!(Pattern::parse(&text).is_ok(), known, "{text}");
    }
}

#[test]
fn a_label_of_the_scales_without_a_figure_says_only_which_goods_it_is() {
    let patterns = ["21IIIIIPPPPPC", "29IIIIIWWWWWC"].map(|text| Pattern::parse(text).unwrap());
    for (body, keys) in [
        ("211234500000", vec!["12345"]),
        ("290004200000", vec!["00042", "42"]),
        ("290000000000", vec!["00000"]),
    ] {
        let code = barcode::complete(body).unwrap();
        let label = scan(&code, &patterns).unwrap();
        assert_eq!((label.price, label.weight), (None, None), "{code}");
        let expected: Vec<_> = [&*code].into_iter().chain(keys).collect();
        assert_eq!(label.item.keys(), expected);
    }
}

#[test]
fn a_check_digit_is_appended_to_whole_numbers_alone() {
    for (body, whole) in [
        ("7351353", Some("73513537")),
        ("03600029145", Some("036000291452")),
        ("501234567890", Some("5012345678900")),
        ("1061414100041", Some("10614141000415")),
        ("", None),
        ("123456", None),
        ("12345678", None),
        ("abcdefg", None),
    ] {
        assert_eq!(barcode::complete(body).as_deref(), whole);
    }
}

#[test]
fn each_way_of_refusing_a_scan_has_its_code() {
    let text = || "123".to_owned();
    let misread = BarcodeError::BadCheckDigit {
        scanned: text(),
        expected: 7,
    };
    assert!(misread.to_string().contains("should be 7"), "{misread}");
    for (error, code) in [
        (BarcodeError::NotABarcode(text()), "not_a_barcode"),
        (misread, "bad_check_digit"),
        (BarcodeError::BadInnerDigit(text()), "bad_inner_digit"),
        (bad("10"), "bad_field"),
        (BarcodeError::NoProduct, "no_product_in_code"),
        (BarcodeError::ForeignPrice, "foreign_price"),
    ] {
        assert_eq!(error.code(), code);
        assert!(error.to_string().ends_with('.'), "{error}");
    }
}
