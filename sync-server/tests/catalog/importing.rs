//! A catalogue file: bad rows are reported with number, code and reason; good rows go in.

use crate::support::catalogue::{Copy, HEADER, import};
use crate::support::shop::Shop;
use sync_server::modules::catalog::contract::{ImportError, RefusedRow, import_catalog};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn good_rows_go_in_once_and_bad_rows_are_named() {
    let shop = Shop::open().await;
    let cases: [(&str, Option<&str>); 14] = [
        ("A1,Mug,Kitchen,5012345678900,each,2.55,VAT,20,true", None),
        (",Mug,Kitchen,,each,2.55,VAT,20,true", Some("code_unusable")),
        ("B1,,Kitchen,,each,2.55,VAT,20,true", Some("name_unusable")),
        ("B2,Mug,,,each,2.55,VAT,20,true", Some("category_unusable")),
        (
            "B3,Mug,Kitchen,5012345678901,each,2.55,VAT,20,true",
            Some("bad_check_digit"),
        ),
        (
            "B4,Mug,Kitchen,mug,each,2.55,VAT,20,true",
            Some("not_a_barcode"),
        ),
        (
            "B5,Mug,Kitchen,5012345678900,each,2.55,VAT,20,true",
            Some("barcode_taken"),
        ),
        ("B6,Mug,Kitchen,,,2.55,VAT,20,true", Some("unit_unusable")),
        (
            "B7,Mug,Kitchen,,each,-2.55,VAT,20,true",
            Some("price_unusable"),
        ),
        ("B8,Mug,Kitchen,,each,2.55,VAT,x,true", Some("tax_unusable")),
        ("B9,Mug,Kitchen,,each,2.55,VAT,20,yes", Some("tax_unusable")),
        (
            "A1,Mug again,Kitchen,,each,2.55,VAT,20,true",
            Some("duplicate_code"),
        ),
        ("B10,Mug", Some("wrong_field_count")),
        (
            "a1,Small mug,Kitchen,036000291452;73513537,kg,0.0005,,,",
            None,
        ),
    ];
    let rows: String = cases.iter().map(|(row, _)| format!("{row}\n")).collect();
    let report = import(&shop, &rows).await;
    assert_eq!(
        (report.rows, report.new, report.changed, report.unchanged),
        (14, 2, 0, 0)
    );
    let refused: Vec<(u64, &str)> = report
        .refused
        .iter()
        .map(|row| (row.row, row.reason))
        .collect();
    let expected = cases
        .iter()
        .zip(2..)
        .filter_map(|((_, reason), row)| Some((row, (*reason)?)));
    assert_eq!(refused, expected.collect::<Vec<_>>());
    let taken = &report.refused[5];
    assert_eq!(taken.code.as_deref(), Some("B5"));
    assert_eq!(
        taken.message,
        "The barcode 5012345678900 already finds the product A1."
    );
    assert_eq!(report.cursor.version, 2);

    let mut copy = Copy::empty(&shop).await;
    copy.pull(&shop).await;
    assert_eq!(copy.products.keys().collect::<Vec<_>>(), ["A1", "a1"]);
    let mug = copy.products["A1"].clone();
    assert_eq!(
        (mug.name.as_str(), mug.unit_price.e4(), mug.taxes[0].rate_e4),
        ("Mug", 25_500, 200_000)
    );
    assert_eq!(copy.products["a1"].taxes, []);

    let again = import(&shop, &rows).await;
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 2));
    assert_eq!(again.cursor, report.cursor);

    // Another name is another version at the same price; another price is another price.
    let third = import(
        &shop,
        "A1,Big mug,Kitchen,5012345678900,each,2.55,VAT,20,true\n",
    )
    .await;
    assert_eq!((third.changed, third.cursor.version), (1, 3));
    copy.pull(&shop).await;
    assert_eq!(copy.products["A1"].name, "Big mug");
    assert_eq!(copy.products["A1"].price_id, mug.price_id);
    import(&shop, "A1,Big mug,Kitchen,,each,2.60,VAT,20,true\n").await;
    copy.pull(&shop).await;
    assert_ne!(copy.products["A1"].price_id, mug.price_id);
    assert_eq!(shop.count("select count(*) from catalog.price").await, 3);

    // A barcode that was given up is free.
    let moved = import(
        &shop,
        "B5,Mug,Kitchen,5012345678900,each,2.55,VAT,20,true\n",
    )
    .await;
    assert_eq!((moved.new, moved.refused), (1, Vec::<RefusedRow>::new()));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_none_changes_nothing() {
    let shop = Shop::open().await;
    let not_text = [HEADER.as_bytes(), b"A1,M\xffg,Kitchen,,each,1,,,\n"].concat();
    let report = import_catalog(&shop.state, &not_text[..]).await.unwrap();
    assert_eq!(report.refused[0].reason, "not_utf8");
    for (file, why) in [
        ("", "the header has no column code"),
        ("code,name\n", "the header has no column category"),
        ("Code,Name\nA1,Mug\n", "the header has no column code"),
    ] {
        let error = import_catalog(&shop.state, file.as_bytes())
            .await
            .unwrap_err();
        assert!(
            matches!(&error, ImportError::Unreadable(text) if text == why),
            "{error}"
        );
    }
    assert_eq!(shop.count("select version from catalog.counter").await, 0);
    shop.close().await;
}
