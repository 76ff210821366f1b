//! Every field that can't be used is named by its code.

use super::*;

type Change = fn(&mut [&'static str; 8]);

fn draft(change: Change) -> Result<Draft, DraftError> {
    let mut row = [
        "A1",
        "Mug",
        "Kitchen",
        "5012345678900",
        "each",
        "2.55",
        "VAT",
        "20",
    ];
    change(&mut row);
    let taxes = [TaxText {
        name: row[6],
        kind: TaxKind::Percent,
        rate: row[7],
        included: true,
        on_top_of_previous: false,
    }];
    let barcodes = row[3].split(';').filter(|barcode| !barcode.is_empty());
    Draft::new(row[0], row[1], row[2], barcodes, row[4], row[5], &taxes)
}

#[test]
fn a_bad_field_is_named() {
    let cases: [(Change, &str); 15] = [
        (|row| row[0] = "", "code_unusable"),
        (|row| row[0] = "  ", "code_unusable"),
        (|row| row[0] = "A\u{0}1", "code_unusable"),
        (|row| row[1] = " ", "name_unusable"),
        (|row| row[1] = "a\nb", "name_unusable"),
        (|row| row[2] = "", "category_unusable"),
        (|row| row[3] = "5012345678901", "bad_check_digit"),
        (|row| row[3] = "12", "not_a_barcode"),
        (|row| row[4] = "seventeen letters", "unit_unusable"),
        (|row| row[5] = "-1", "price_unusable"),
        (|row| row[5] = "1,50", "price_unusable"),
        (|row| row[5] = "10000000", "price_unusable"),
        (|row| row[5] = "0.00001", "price_unusable"),
        (|row| row[6] = "", "tax_unusable"),
        (|row| row[7] = "-20", "tax_unusable"),
    ];
    for (change, code) in cases {
        assert_eq!(draft(change).map_err(|error| error.code()), Err(code));
    }
}

#[test]
fn a_good_product_has_one_form() {
    let good = draft(|row| row[3] = "5012345678900;036000291452;0036000291452").expect("a draft");
    assert_eq!(
        good.gtins().collect::<Vec<_>>(),
        ["0036000291452", "5012345678900"]
    );
    let spaced = draft(|row| {
        row[1] = " Mug ";
        row[3] = "0036000291452;5012345678900";
        row[5] = "2.5500";
    });
    assert_eq!(spaced, Ok(good.clone()));
    let product = good.priced("p1".to_owned(), Vec::new());
    assert_eq!(
        (product.unit_price.e4(), product.price_id.as_str()),
        (25_500, "p1")
    );
    assert_eq!(
        Draft::repriced(product, "x").map_err(|error| error.code()),
        Err("price_unusable")
    );
}

#[test]
fn every_length_of_a_number_is_taken_and_its_spellings_are_one() {
    let good = draft(|row| row[3] = "10614141000415;73513537;04252614;00042100005264;042100005264");
    let good = good.expect("a draft");
    let gtins: Vec<_> = good.gtins().collect();
    assert_eq!(gtins, ["0042100005264", "10614141000415", "73513537"]);
    let misread = draft(|row| row[3] = "10614141000416");
    assert_eq!(
        misread.map_err(|error| error.code()),
        Err("bad_check_digit")
    );
}

#[test]
fn a_start_is_an_instant_ahead() {
    let now: Timestamp = "2026-11-02T09:30:00Z".parse().expect("an instant");
    let code = |from| Start::parse("1.25", from, now).map(|start| start.from - now.as_second());
    for (from, ahead) in [
        ("2026-11-02T09:30:01Z", Some(1)),
        ("2026-11-02T10:30:01+01:00", Some(1)),
        ("2026-11-02T09:30:00Z", None),
        ("2026-11-02T09:30:00.9Z", None),
        ("2037-11-02T09:30:00Z", None),
        ("2026-11-03", None),
        ("2026-11-03T00:00:00", None),
        ("tomorrow", None),
    ] {
        let unusable = Err(DraftError::Start(from.to_owned()));
        assert_eq!(code(from), ahead.map_or(unusable, Ok), "{from}");
    }
    let refused = Start::parse("1.25001", "2026-11-03T00:00:00Z", now);
    assert_eq!(refused, Err(DraftError::Price("1.25001".to_owned())));
}
