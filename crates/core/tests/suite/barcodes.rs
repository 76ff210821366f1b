//! Scans of every kind: examples of the standards, every misread that a check digit can notice, and random text.

use pos_core::barcode::{self, BarcodeError, Item, Pattern, Scanned, scan};
use pos_core::{Amount, Currency, Quantity};
use proptest::prelude::*;

fn patterns() -> Vec<Pattern> {
    ["20IIIIIVPPPPC", "21IIIIIPPPPPC", "29IIIIIWWWWWC"]
        .iter()
        .map(|text| Pattern::parse(text).unwrap())
        .collect()
}

fn read(text: &str) -> Scanned {
    scan(text, &patterns()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn kilograms(scanned: &Scanned) -> Option<Quantity> {
    scanned.weight.and_then(|weight| weight.quantity("kg"))
}

fn pounds(scanned: &Scanned) -> Option<Amount> {
    scanned
        .price
        .map(|price| price.amount(Currency::GBP).unwrap())
}

#[test]
fn numbers_of_goods_are_what_they_are() {
    for text in [
        "4006381333931",
        "73513537",
        "036000291452",
        "04252614",
        "10614141000415",
    ] {
        assert_eq!(read(text).item, Item::Gtin(text.to_owned()));
        assert_eq!(
            read(&format!("]E0{text}")).item,
            Item::Gtin(text.to_owned())
        );
    }
}

#[test]
fn a_label_of_the_shops_own_carries_a_price_or_a_weight() {
    let code = barcode::complete("211234500653").unwrap();
    let priced = read(&code);
    assert_eq!(pounds(&priced), Some(Amount::from_minor(653)));
    assert_eq!(priced.weight, None);
    let plain = barcode::complete("211234500000").unwrap();
    assert_eq!(priced.item.keys(), [plain, "12345".to_owned()]);

    let weighed = read(&barcode::complete("290004200450").unwrap());
    assert_eq!(kilograms(&weighed), Some(Quantity::parse("0.45").unwrap()));
    assert_eq!(weighed.item.keys()[1..], ["00042", "42"]);

    // The price 28.75 has the inner check digit 9: GS1 General Specifications, section 7.9.3.
    let verified = read(&barcode::complete("201234592875").unwrap());
    assert_eq!(pounds(&verified), Some(Amount::from_minor(2875)));
    let misread = scan(&barcode::complete("201234582875").unwrap(), &patterns()).unwrap_err();
    assert_eq!(misread.code(), "bad_inner_digit");

    // A UPC-A of the American arrangement, which some scanners lengthen to thirteen digits.
    let american = [Pattern::parse("2IIIIIVPPPPC").unwrap()];
    let upc_a = barcode::complete("21234592875").unwrap();
    for text in [upc_a.clone(), format!("0{upc_a}")] {
        assert_eq!(
            pounds(&scan(&text, &american).unwrap()),
            Some(Amount::from_minor(2875))
        );
    }
}

/// The fields of one label, in every way that it can be written.
#[test]
fn element_strings_and_links_say_the_same() {
    let all = [
        "0109520123456788310300019539220299\u{1d}1726122510ABC123\u{1d}21XYZ",
        "]C10109520123456788310300019539220299\u{1d}1726122510ABC123\u{1d}21XYZ",
        "\u{1d}0109520123456788310300019539220299\u{1d}10ABC123\u{1d}21XYZ\u{1d}17261225",
        "(01)09520123456788(3103)000195(3922)0299(17)261225(10)ABC123(21)XYZ",
        "https://id.gs1.org/01/09520123456788/10/ABC123/21/XYZ?3103=000195&3922=0299&17=261225",
        "HTTPS://shop.example/some/way/01/9520123456788/10/ABC%3123?21=XYZ;17=261225&3103=000195&utm=x&3922=0299#top",
    ];
    for text in all {
        let label = read(text);
        assert_eq!(
            label.item,
            Item::Gtin("09520123456788".to_owned()),
            "{text}"
        );
        assert!(label.item.keys().contains(&"9520123456788".to_owned()));
        assert_eq!(
            kilograms(&label),
            Some(Quantity::parse("0.195").unwrap()),
            "{text}"
        );
        assert_eq!(pounds(&label), Some(Amount::from_minor(299)), "{text}");
        assert_eq!(label.batch.as_deref(), Some("ABC123"), "{text}");
        assert_eq!(label.serial.as_deref(), Some("XYZ"), "{text}");
        let expiry = label.expiry.map(|day| day.in_full(2026));
        assert_eq!(expiry.as_deref(), Some("2026-12-25"), "{text}");
    }
}

#[test]
fn other_fields_are_read_over_and_known_ones_are_read() {
    let label = read(
        "(00)106141412345678908(01)09506000134352(15)270200(30)6(8008)261125093000(91)free_(text)?",
    );
    assert_eq!(label.count, Some(6));
    assert_eq!(
        label.best_before.map(|day| day.in_full(2026)).as_deref(),
        Some("2027-02-28")
    );
    assert!(
        read("(01)09506000134352(3202)000150")
            .weight
            .unwrap()
            .pounds
    );
    let euro = read("(01)09506000134352(3932)978653").price.unwrap();
    assert_eq!(euro.amount(Currency::GBP), Err(BarcodeError::ForeignPrice));
    // A bracket in a value is only a sign of it.
    assert_eq!(
        read("(01)09506000134352(10)A(1)B").batch.as_deref(),
        Some("A(1)B")
    );
}

#[test]
fn a_misread_is_said_and_never_another_product() {
    let cases = [
        ("4006381333932", "bad_check_digit"),
        ("04252615", "bad_check_digit"),
        ("2112345006530", "bad_check_digit"),
        ("(01)09506000134353", "bad_check_digit"),
        ("(01)0950600013435", "bad_field"),
        ("0109506000134352310300019", "bad_field"),
        ("01095060001343523103AB0195", "bad_field"),
        ("(01)09506000134352(17)261301", "bad_field"),
        ("(01)09506000134352(10)", "bad_field"),
        ("(01)09506000134352(10)123456789012345678901", "bad_field"),
        ("(01)09506000134352(3109)000195", "bad_field"),
        ("(01)09506000134352(3932)978", "bad_field"),
        ("(01)09506000134352(10)A(10)B", "bad_field"),
        ("(01)09506000134352(10)\u{7}", "bad_field"),
        ("010950600013435205", "bad_field"),
        ("01095060001343529", "bad_field"),
        ("(00)106141412345678908", "no_product_in_code"),
        ("https://evertill.example/", "no_product_in_code"),
        ("https://id.gs1.org/01/", "no_product_in_code"),
        ("https://id.gs1.org/01/09506000134352/10", "bad_field"),
        ("https://id.gs1.org/01/09506000134352/10/%Z1", "bad_field"),
        ("https://id.gs1.org/01/09506000134352/lot/1", "bad_field"),
        ("T-shirt", "not_a_barcode"),
        ("", "not_a_barcode"),
    ];
    for (text, code) in cases {
        let error = scan(text, &patterns()).expect_err(text);
        assert_eq!(error.code(), code, "{text}");
        assert!(error.to_string().ends_with('.'), "{error}");
    }
}

proptest! {
    /// No text at all is a panic.
    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,40}", signs in "[0-9()\u{1d}%/:?=&\\]CEd]{0,40}") {
        let _ = scan(&text, &patterns());
        let _ = scan(&signs, &patterns());
        let _ = scan(&format!("(01){signs}"), &patterns());
        let _ = scan(&format!("https://x/01/09506000134352/{signs}"), &patterns());
        let _ = scan(&format!("0109506000134352{signs}"), &patterns());
        let _ = Pattern::parse(&text);
    }

    /// What a scale prints is what is read, and one wrong digit is noticed.
    #[test]
    fn a_scales_label_is_read_as_printed(item in 0_u32..100_000, figure in 1_u64..100_000, at in 0_usize..13, other in 1_u8..10) {
        let code = barcode::complete(&format!("21{item:05}{figure:05}")).unwrap();
        let label = read(&code);
        prop_assert_eq!(label.price.map(|price| price.digits), Some(figure));
        let number = format!("{item:05}");
        prop_assert!(label.item.keys().contains(&number));
        let weighed = read(&barcode::complete(&format!("29{item:05}{figure:05}")).unwrap());
        prop_assert_eq!(kilograms(&weighed).unwrap().thousandths(), i64::try_from(figure).unwrap());
        let mut bytes = code.into_bytes();
        bytes[at] = b'0' + (bytes[at] - b'0' + other) % 10;
        let bad = String::from_utf8(bytes).unwrap();
        prop_assert_eq!(scan(&bad, &patterns()).unwrap_err().code(), "bad_check_digit");
    }

    /// A label that is written and read again says the same, whichever way it is written.
    #[test]
    fn a_written_label_reads_back(
        body in "[0-9]{13}", batch in "[A-Z0-9/-]{1,20}", serial in "[A-Z0-9-]{1,20}",
        weight in 0_u32..1_000_000, places in 0_u32..6, price in 0_u64..1_000_000
    ) {
        let gtin = barcode::complete(&body).unwrap();
        let link = batch.replace('/', "%2F");
        let ways = [
            format!("01{gtin}10{batch}\u{1d}21{serial}\u{1d}310{places}{weight:06}3922{price}"),
            format!("(01){gtin}(3922){price}(310{places}){weight:06}(21){serial}(10){batch}"),
            format!("https://shop.example/01/{gtin}/10/{link}/21/{serial}?3922={price}&310{places}={weight:06}"),
        ];
        for text in ways {
            let label = read(&text);
            prop_assert_eq!(&label.item, &Item::Gtin(gtin.clone()));
            prop_assert_eq!(label.batch.as_ref(), Some(&batch));
            prop_assert_eq!(label.serial.as_ref(), Some(&serial));
            let weighed = label.weight.unwrap();
            prop_assert_eq!((weighed.digits, weighed.decimals), (u64::from(weight), places));
            prop_assert_eq!(label.price.map(|price| price.digits), Some(price));
        }
    }

    /// A UPC-E finds its UPC-A, and the UPC-A a UPC-E that stands for it.
    #[test]
    fn a_upc_e_and_its_upc_a_are_one_number(body in "[01][0-9]{6}") {
        for last in 0..10 {
            let upc_e = format!("{body}{last}");
            if barcode::check(&upc_e) != Ok(barcode::Symbology::UpcE) {
                continue;
            }
            let long = |text: &str| barcode::spellings(text).into_iter().find(|one| one.len() == 12);
            let upc_a = long(&upc_e).unwrap();
            let short = barcode::spellings(&upc_a).into_iter().find(|one| one.len() == 8).unwrap();
            prop_assert!(barcode::spellings(&short).contains(&upc_a));
        }
    }
}
