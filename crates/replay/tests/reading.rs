//! How a file is read: every way to be refused, odd files, and the figures of a small file worked out by hand.

use std::io::BufReader;

use pos_replay::error::ReplayError;
use pos_replay::file::figures::Figures;
use pos_replay::file::refused::RefusedRows;
use pos_replay::file::rows::Rows;
use pos_replay::file::{Kind, Reading, input};

const HEADER: &str =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

fn read(bytes: Vec<u8>) -> Result<(Reading, String), ReplayError> {
    let bytes: &'static [u8] = bytes.leak();
    let rows = Rows::begin(input::plain(BufReader::new(bytes)).expect("bytes can be read"))?;
    let mut refused = Vec::new();
    let reading = Reading::of(rows, RefusedRows::begin(&mut refused)?)?;
    Ok((reading, String::from_utf8(refused).expect("text")))
}

fn refused_of(rows: &str) -> Vec<(String, String, String)> {
    let (_, refused) = read(format!("{HEADER}{rows}").into_bytes()).expect("readable");
    let mut refused = csv::Reader::from_reader(refused.as_bytes());
    let records = refused.records().map(|r| r.expect("a record"));
    records
        .map(|r| (r[0].to_owned(), r[1].to_owned(), r[2].to_owned()))
        .collect()
}

/// A stock code of 65 characters.
const LONG: &str = "1,AAAAAAAAAABBBBBBBBBBAAAAAAAAAABBBBBBBBBBAAAAAAAAAABBBBBBBBBBAAAAA,N,1,2010-12-01 08:26:00,1.00,,";

#[test]
fn every_reason_to_refuse() {
    let good = "1,A,N,1,2010-12-01 08:26:00,1.00,,";
    let cases = [
        ("1,A,N,-1,2010-12-01 08:26:00,0,,", "stock_correction"),
        ("1,A,N,0,2010-12-01 08:26:00,1.00,,", "stock_correction"),
        (
            "1,A,N,-99999999999999999999,2010-12-01 08:26:00,1,,",
            "stock_correction",
        ),
        ("1,A,N,1,2010-12-01 08:26:00,0.0000,,", "zero_price"),
        (
            "1,A,N,1,2010-12-01 08:26:00,-0.01,,",
            "not_a_sale_or_refund",
        ),
        (
            "C1,A,N,1,2010-12-01 08:26:00,1.00,,",
            "not_a_sale_or_refund",
        ),
        ("C1,A,N,-1,2010-12-01 08:26:00,0,,", "not_a_sale_or_refund"),
        (
            "A1,A,N,1,2010-12-01 08:26:00,1.00,,",
            "not_a_sale_or_refund",
        ),
        (",A,N,1,2010-12-01 08:26:00,1.00,,", "malformed"),
        ("1,,N,1,2010-12-01 08:26:00,1.00,,", "malformed"),
        ("1,A,N,,2010-12-01 08:26:00,1.00,,", "malformed"),
        ("1,A,N,1.5,2010-12-01 08:26:00,1.00,,", "malformed"),
        ("1,A,N,1,2010-12-01 08:26,1.00,,", "malformed"),
        ("1,A,N,1,2010-02-29 08:26:00,1.00,,", "malformed"),
        ("1,A,N,1,01/12/2010 08:26:00,1.00,,", "malformed"),
        ("1,A,N,1,2010-12-01 24:00:00,1.00,,", "malformed"),
        ("1,A,N,1,2010-12-01 08:26:00,1.00001,,", "malformed"),
        ("1,A,N,1,2010-12-01 08:26:00,,,", "malformed"),
        ("1,A,N,10000000,2010-12-01 08:26:00,1.00,,", "malformed"),
        ("C1,A,N,-10000000,2010-12-01 08:26:00,1.00,,", "malformed"),
        ("1,A,N,1,2010-12-01 08:26:00,10000000,,", "malformed"),
        ("1,A,N,1", "malformed"),
        ("1,A,TWO, WORDS,1,2010-12-01 08:26:00,1.00,,", "malformed"),
        ("nonsense", "malformed"),
        (
            " 1,A,N,1,2010-12-01 08:26:00,1.00,,",
            "not_a_sale_or_refund",
        ),
        (" ,A,N,1,2010-12-01 08:26:00,1.00,,", "malformed"),
        (LONG, "malformed"),
    ];
    for (row, reason) in cases {
        let found = refused_of(&format!("{good}\n{row}\n{good}\n"));
        let invoice = row.split(',').next().unwrap_or_default();
        assert_eq!(
            found,
            [("3".to_owned(), invoice.to_owned(), reason.to_owned())],
            "{row}"
        );
    }
}

#[test]
fn lines_are_counted_through_quotes_blank_lines_and_windows_line_ends() {
    let rows = "1,A,\"TWO\nLINES\",1,2010-12-01 08:26:00,1.00,,\n\n\n1,A,N,x,,,,\n1,A,\"Q \"\"Q\"\"\",y,,,,\n1,A,N,z,,,,";
    for text in [rows.to_owned(), rows.replace('\n', "\r\n")] {
        let lines: Vec<String> = refused_of(&text)
            .into_iter()
            .map(|(line, ..)| line)
            .collect();
        assert_eq!(lines, ["6", "7", "8"], "{text:?}");
    }
}

#[test]
fn a_wrong_header_is_no_input() {
    let wrong = [
        "",
        "\n",
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Price,CustomerID,Country\n1,A,N,1,2010-12-01 08:26:00,1,,\n",
        "InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country\n",
        "invoiceno,stockcode,description,quantity,invoicedate,unitprice,customerid,country\n",
        "1,A,N,1,2010-12-01 08:26:00,1,,\n",
    ];
    for text in wrong {
        let error = read(text.as_bytes().to_vec()).map(|_| ()).expect_err(text);
        assert_eq!(error.exit_code(), 2, "{text:?}");
        assert!(error.to_string().contains("UnitPrice"), "{error}");
    }
}

#[test]
fn columns_are_found_by_name_wherever_they_stand() {
    let text = "\u{feff}Country,UnitPrice,InvoiceDate,Till,Quantity,Description,StockCode,InvoiceNo,CustomerID\r\n\
                UK,2.55,2010-12-01 08:26:00,x,6,HEART,85123A,536365,17850\r\n";
    let (reading, _) = read(text.as_bytes().to_vec()).expect("readable");
    assert_eq!(
        reading.invoices[0].figures(),
        Figures {
            gross: 1530,
            tax: 255
        }
    );
    assert_eq!(reading.products[0].name, "HEART");
}

#[test]
fn bytes_that_are_no_utf8_drop_no_row() {
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend(b"1,G\xa3,VOUCHER \xa340,1,2010-12-01 08:26:00,34.04,,\n1,G\xc2\xa5,X,1,2010-12-01 08:26:00,1,,\n");
    let (reading, _) = read(bytes).expect("readable");
    let products: Vec<_> = reading
        .products
        .iter()
        .map(|p| (p.code.as_str(), p.name.as_str()))
        .collect();
    assert_eq!(products, [("G£", "VOUCHER £40"), ("G¥", "X")]);
}

/// The committed file, each figure of which was worked out on paper.
#[test]
fn a_small_file_by_hand() {
    let bytes = include_bytes!("fixtures/corner-shop.csv").to_vec();
    let (reading, refused) = read(bytes).expect("readable");
    let found: Vec<_> = reading
        .invoices
        .iter()
        .map(|i| {
            (
                i.number.as_str(),
                i.kind,
                i.lines.len(),
                i.figures().gross,
                i.figures().tax,
                i.at.to_string(),
            )
        })
        .collect();
    let want = [
        ("100001", Kind::Sale, 3, 2510, 418, "2010-12-01T08:26:00"),
        ("100002", Kind::Sale, 3, 740, 124, "2010-12-01T09:01:00"),
        ("C100003", Kind::Refund, 2, -510, -86, "2010-12-01T09:40:00"),
        ("100004", Kind::Sale, 1, 0, 0, "2010-12-01T10:00:00"),
        (
            "100005",
            Kind::Sale,
            1,
            74_215_000,
            12_369_167,
            "2010-12-02T10:00:00",
        ),
        (
            "100006",
            Kind::Sale,
            2,
            9_999_998_999_903_404,
            1_666_666_499_983_900,
            "2010-12-02T11:00:00",
        ),
        ("C100007", Kind::Refund, 1, -1, 0, "2011-03-27T01:30:00"),
        ("100008", Kind::Sale, 1, 1800, 300, "2011-03-28T09:00:00"),
        ("100009", Kind::Sale, 1, 1800, 300, "2011-03-28T09:05:00"),
    ];
    assert_eq!(
        found,
        want.map(|(n, k, l, g, t, a)| (n, k, l, g, t, a.to_owned()))
    );
    let catalogue: Vec<_> = reading
        .products
        .iter()
        .map(|p| (p.code.as_str(), p.name.as_str(), p.price_e4))
        .collect();
    assert_eq!(
        catalogue,
        [
            ("85123A", "WHITE HANGING HEART", 25_500),
            ("85123a", "white hanging heart", 29_500),
            ("M", "Manual, \"by hand\"", 10),
            ("POST", "POSTAGE", 180_000),
            ("gift_40", "Voucher £40", 340_400),
        ]
    );
    assert_eq!((reading.overrides(), reading.refused.total()), (4, 4));
    let reasons: Vec<&str> = refused
        .lines()
        .skip(1)
        .filter_map(|l| l.split(',').nth(2))
        .collect();
    assert_eq!(
        reasons,
        [
            "stock_correction",
            "zero_price",
            "not_a_sale_or_refund",
            "malformed"
        ]
    );
}
