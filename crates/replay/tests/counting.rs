//! Where a place differs from the file: every figure that a place keeps is looked at, and the invoice is named.

use pos_replay::file::Kind;
use pos_replay::places::days::{self, DaySums, Days};
use pos_replay::places::{Booked, LineSums, compare, file};
use pos_replay::sheet::{Sheet, SheetRow};

fn sheet() -> Sheet {
    let row = |invoice: &str, kind, register, lines, gross, tax| SheetRow {
        invoice: invoice.into(),
        kind,
        register,
        business_day: "2010-12-01".into(),
        lines,
        gross,
        tax,
    };
    Sheet {
        registers: vec!["first".into(), "second".into()],
        rows: vec![
            row("1", Kind::Sale, 0, 2, 1530, 255),
            row("C2", Kind::Refund, 1, 1, -300, -50),
        ],
    }
}

fn booked() -> Vec<Booked> {
    let order = |invoice: &str, kind, register: &str, lines, gross: i64, tax| Booked {
        invoice: invoice.into(),
        kind,
        register: register.into(),
        business_day: "2010-12-01".into(),
        lines,
        gross,
        tax,
        net: Some(gross - tax),
        paid: Some(gross),
        rows: Some(LineSums {
            count: lines,
            net: gross - tax,
            tax,
            gross,
            value: gross,
        }),
    };
    vec![
        order("1", Kind::Sale, "first", 2, 1530, 255),
        order("C2", Kind::Refund, "second", 1, -300, -50),
    ]
}

fn found(booked: &[Booked]) -> Vec<(String, String, i64, i64)> {
    let mut differences = Vec::new();
    compare("tills", &sheet(), booked, &mut differences);
    assert!(differences.iter().all(|d| d.place == "tills"));
    differences
        .into_iter()
        .map(|d| (d.invoice, d.field, d.want, d.got))
        .collect()
}

#[test]
fn the_same_trade_has_no_difference() {
    let mut differences = Vec::new();
    let place = compare("tills", &sheet(), &booked(), &mut differences);
    assert_eq!((place, differences), (file::tally(&sheet()), vec![]));
    assert_eq!(
        (
            place.sales.orders,
            place.sales.gross,
            place.refunds.lines,
            place.refunds.tax
        ),
        (1, 1530, 1, -50)
    );
}

#[test]
fn a_penny_anywhere_names_invoice_and_field() {
    type Change = fn(&mut Booked);
    let changes: [(&str, i64, i64, Change); 13] = [
        ("lines", 2, 3, |o| o.lines = 3),
        ("gross", 1530, 1531, |o| o.gross = 1531),
        ("tax", 255, 254, |o| o.tax = 254),
        ("net", 1275, 1276, |o| o.net = Some(1276)),
        ("paid", 1530, 1529, |o| o.paid = Some(1529)),
        ("is_refund", 0, 1, |o| o.kind = Kind::Refund),
        ("register", 1, 2, |o| o.register = "second".into()),
        ("business_day", 20_101_201, 20_101_202, |o| {
            o.business_day = "2010-12-02".into()
        }),
        ("order_lines.count", 2, 1, |o| rows(o).count = 1),
        ("order_lines.net", 1275, 1274, |o| rows(o).net = 1274),
        ("order_lines.tax", 255, 256, |o| rows(o).tax = 256),
        ("order_lines.gross", 1530, 1531, |o| rows(o).gross = 1531),
        ("order_lines.price_times_quantity", 1530, 1532, |o| {
            rows(o).value = 1532
        }),
    ];
    for (field, want, got, change) in changes {
        let mut orders = booked();
        change(&mut orders[0]);
        assert_eq!(
            found(&orders),
            [("1".to_owned(), field.to_owned(), want, got)]
        );
    }
}

fn rows(order: &mut Booked) -> &mut LineSums {
    order.rows.as_mut().expect("it has lines")
}

#[test]
fn missing_doubled_and_foreign_orders_are_named() {
    let [sale, refund] = booked().try_into().expect("two orders");
    let stranger = Booked {
        invoice: "9".into(),
        ..sale.clone()
    };
    let orders = [sale.clone(), sale, stranger];
    let orders_field =
        |invoice: &str, want, got| (invoice.to_owned(), "orders".to_owned(), want, got);
    assert_eq!(
        found(&orders),
        [
            orders_field("1", 1, 2),
            orders_field("C2", 1, 0),
            orders_field("9", 0, 1)
        ]
    );
    assert_eq!(found(&[refund]), [orders_field("1", 1, 0)]);
}

#[test]
fn sums_of_a_day_name_day_and_register() {
    let sums = DaySums {
        sales: 1,
        sales_gross: 1530,
        tax: 255,
        ..DaySums::default()
    };
    let back = DaySums {
        refunds: 1,
        refunds_gross: -300,
        tax: -50,
        cash: Some(-300),
        ..DaySums::default()
    };
    let day = |register: &str| ("2010-12-01".to_owned(), register.to_owned());
    let good: Days = [(day("first"), sums), (day("second"), back)].into();
    let mut differences = Vec::new();
    days::compare("consumer", "daily_sales", &sheet(), &good, &mut differences);
    assert_eq!(differences, []);

    let mut bad = good.clone();
    bad.insert(
        day("second"),
        DaySums {
            refunds_gross: -301,
            cash: Some(-299),
            ..back
        },
    );
    bad.insert(
        day("third"),
        DaySums {
            tax: 1,
            ..DaySums::default()
        },
    );
    days::compare("consumer", "daily_sales", &sheet(), &bad, &mut differences);
    let told: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "consumer: invoice (all of 2010-12-01, register 2): daily_sales.refunds_gross is -301, the file says -300 (difference -1)",
            "consumer: invoice (all of 2010-12-01, register 2): daily_sales.cash is -299, the file says -300 (difference +1)",
            "consumer: invoice (all of 2010-12-01, register third): daily_sales.tax is 1, the file says 0 (difference +1)",
        ]
    );
}
