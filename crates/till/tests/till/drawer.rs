//! The drawer between two sales, its count, the reports, and shifts that outlast their day.

use crate::paying::{card, cash as tender_cash, take};
use crate::support::*;
use pos_core::{Amount, Discount};
use pos_till::features::*;
use pos_till::verify::verify_journal;

fn cash(minor: i64, reason: &str) -> MoveCash {
    MoveCash {
        amount: amount(minor),
        reason: reason.to_owned(),
    }
}

/// How many entries the journal has.
fn entries(till: &pos_till::Till) -> u64 {
    till.waiting().unwrap().entries
}

#[test]
fn cash_in_and_out_counts_in_what_should_be_there() {
    let shop = Shop::new();
    let mut till = shop.selling();
    sell(&mut till, &["85123A"], None);
    pay_in(&mut till, &cash(5_000, " Change from the bank ")).unwrap();
    let out = pay_out(&mut till, &cash(1_250, "Window cleaner")).unwrap();
    assert_eq!(
        (out.amount, out.staff.as_str()),
        (Some(amount(-1_250)), "Sam")
    );
    open_drawer(&mut till, "Change for a note").unwrap();
    drop(till);
    let till = shop.open();
    let report = shift_report(&till).unwrap();
    assert_eq!(
        (report.paid_in, report.paid_out),
        (amount(5_000), amount(-1_250))
    );
    assert_eq!(report.expected_cash, amount(10_000 + 255 + 5_000 - 1_250));
    let seen: Vec<_> = report
        .movements
        .iter()
        .map(|m| (m.amount.map(Amount::minor), m.reason.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (Some(5_000), "Change from the bank"),
            (Some(-1_250), "Window cleaner"),
            (None, "Change for a note")
        ]
    );
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn an_x_report_has_every_figure_and_changes_nothing() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("M5", "2")).unwrap();
    let discount = Some(Discount::percent("10").unwrap());
    discount_line(
        &mut till,
        DiscountLine {
            number: 1,
            discount,
        },
    )
    .unwrap();
    sell(&mut till, &[], None);
    add_line(&mut till, &line("85123A", "1")).unwrap();
    void_basket(&mut till).unwrap();
    let journal = entries(&till);
    let report = shift_report(&till).unwrap();
    assert_eq!(shift_report(&till).unwrap(), report);
    assert_eq!(entries(&till), journal);
    assert_eq!(
        (report.discounts, report.voids, report.voids_gross),
        (amount(255), 1, amount(255))
    );
    let taxes: Vec<_> = report
        .taxes
        .iter()
        .map(|tax| (tax.tax.rate_text(), tax.net.minor(), tax.amount.minor()))
        .collect();
    assert_eq!(taxes, [("20".to_owned(), 1912, 383)]);
    assert_eq!((report.perpetual, report.z_number), (amount(2295), None));
}

#[test]
fn the_drawer_is_counted_blind_and_a_difference_needs_a_reason() {
    let shop = Shop::new();
    let mut till = shop.selling();
    sell(&mut till, &["85123A"], None);
    let before = entries(&till);
    let first = count_drawer(&mut till, amount(10_205)).unwrap();
    assert_eq!(
        (first.expected_cash, first.difference),
        (amount(10_255), Some(amount(-50)))
    );
    count_drawer(&mut till, amount(10_250)).unwrap();
    assert_eq!(entries(&till), before + 2, "every count is kept");

    let mut request = CloseShift {
        counted: amount(10_250),
        reason: Some("  ".into()),
    };
    let refused = close_shift(&mut till, &request).unwrap_err();
    assert_eq!(refused.code(), "difference_without_reason");
    assert_eq!(
        refused.details().get("difference").map(String::as_str),
        Some("-5")
    );
    assert!(shift(&till).unwrap().is_some());
    request.reason = Some("A coin fell behind the counter".into());
    let z = close_shift(&mut till, &request).unwrap();
    assert_eq!(
        (z.z_number, z.difference, z.perpetual),
        (Some(1), Some(amount(-5)), amount(255))
    );
    assert_eq!(
        z.difference_reason.as_deref(),
        Some("A coin fell behind the counter")
    );
    assert!(z.closed_at.is_some());

    open(&mut till, 0).unwrap();
    let request = CloseShift {
        counted: amount(0),
        reason: Some("Not needed".into()),
    };
    let z = close_shift(&mut till, &request).unwrap();
    assert_eq!(
        (z.z_number, z.difference_reason, z.perpetual),
        (Some(2), None, amount(255))
    );
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn a_shift_that_was_forgotten_says_so_and_sells_on() {
    let shop = Shop::new();
    let mut till = shop.selling();
    assert!(!shift_is_forgotten(&till).unwrap());
    shop.set_clock("2026-11-03T00:10:00Z");
    assert!(shift_is_forgotten(&till).unwrap());
    let done = sell(&mut till, &["85123A"], None);
    assert_eq!(
        done.receipt.business_day, "2026-11-02",
        "it stays with its shift"
    );
    close_shift(&mut till, &closing(amount(10_255))).unwrap();
    assert!(!shift_is_forgotten(&till).unwrap());
}

/// In London the clocks go on at 01:00 UTC on 29 March 2026 and back at 01:00 UTC on 25 October.
#[test]
fn the_trading_day_is_the_shops_on_the_days_when_the_clocks_change() {
    let shop = Shop::new();
    let till = shop.selling();
    for (now, day) in [
        ("2026-03-28T23:59:59Z", "2026-03-28"),
        ("2026-03-29T00:00:00Z", "2026-03-29"),
        ("2026-03-29T00:59:59Z", "2026-03-29"),
        ("2026-03-29T01:00:00Z", "2026-03-29"),
        ("2026-03-29T22:59:59Z", "2026-03-29"),
        ("2026-03-29T23:00:00Z", "2026-03-30"),
        ("2026-10-24T22:59:59Z", "2026-10-24"),
        ("2026-10-24T23:00:00Z", "2026-10-25"),
        ("2026-10-25T00:30:00Z", "2026-10-25"),
        ("2026-10-25T01:30:00Z", "2026-10-25"),
        ("2026-10-25T23:59:59Z", "2026-10-25"),
        ("2026-10-26T00:00:00Z", "2026-10-26"),
    ] {
        shop.set_clock(now);
        assert_eq!(till.suggested_business_day(), day, "{now}");
    }
}

/// A shift that is open over the hour that comes twice, or never comes, is one shift of one day.
#[test]
fn a_shift_over_a_change_of_the_clocks_is_one_day() {
    for (opens, sells, day) in [
        ("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29"),
        ("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25"),
    ] {
        let shop = Shop::new();
        shop.set_clock(opens);
        let mut till = shop.enrolled();
        shop.sign_in(&mut till, "Sam", SUPERVISOR);
        let request = OpenShift {
            float: amount(0),
            business_day: till.suggested_business_day(),
        };
        open_shift(&mut till, &request).unwrap();
        shop.set_clock(sells);
        assert!(!shift_is_forgotten(&till).unwrap());
        assert_eq!(sell(&mut till, &["85123A"], None).receipt.business_day, day);
        assert_eq!(
            close_shift(&mut till, &closing(amount(255)))
                .unwrap()
                .business_day,
            day
        );
    }
}

#[test]
fn notes_stay_with_basket_and_line_and_go_into_the_order() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("M5", "1")).unwrap();
    let note = |text: &str| Some(text.to_owned());
    assert_eq!(
        note_basket(&mut till, &note(" Gift wrap \n blue "))
            .unwrap()
            .note,
        note("Gift wrap \n blue")
    );
    let request = NoteLine {
        number: 1,
        note: note("scratched"),
    };
    assert_eq!(
        note_line(&mut till, &request).unwrap().line.note,
        note("scratched")
    );
    drop(till);
    let mut till = shop.open();
    let done = sell(&mut till, &[], None);
    assert_eq!(done.receipt.order.note(), Some("Gift wrap \n blue"));
    assert_eq!(done.receipt.order.lines()[0].note, note("scratched"));
    add_line(&mut till, &line("M5", "1")).unwrap();
    note_basket(&mut till, &note("x")).unwrap();
    assert_eq!(note_basket(&mut till, &note(" ")).unwrap().note, None);
}

#[test]
fn the_cash_of_a_basket_that_is_partly_paid_is_in_the_drawer() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("M5", "1")).unwrap();
    let order = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    let order = order.order_id;
    take(&mut till, &order, 1, tender_cash(500)).unwrap();
    take(&mut till, &order, 2, card(300)).unwrap();
    let report = shift_report(&till).unwrap();
    assert_eq!(
        (report.cash, report.part_paid_cash, report.expected_cash),
        (amount(0), amount(500), amount(10_500))
    );
    let counted = count_drawer(&mut till, amount(10_500)).unwrap();
    assert_eq!(counted.difference, Some(amount(0)));
    pay_out(&mut till, &cash(10_400, "To the bank")).unwrap();
    let error = pay_out(&mut till, &cash(101, "To the bank")).unwrap_err();
    assert_eq!(error.code(), "drawer_too_empty");
    take(&mut till, &order, 3, tender_cash(500)).unwrap();
    let report = shift_report(&till).unwrap();
    assert_eq!(
        (report.cash, report.part_paid_cash, report.expected_cash),
        (amount(975), amount(0), amount(575))
    );
}
