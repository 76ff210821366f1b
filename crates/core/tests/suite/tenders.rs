//! What a tender is and where it stops: totals of nothing, the most change, the words of the books, and card numbers.

use crate::given::{cash, sum};
use pos_core::payment::Step;
use pos_core::tender::{MAX_TENDER_TEXT, TenderTextError};
use pos_core::{Card, Due, LastFour, MoneyError, Paid, PaymentError, Tender, TenderText};

fn card(minor: i64) -> Tender {
    Tender::Card(Card {
        amount: sum(minor),
        reference: text("AUTH 17").ok(),
        brand: text("Visa").ok(),
        last_four: LastFour::try_from("4242".to_owned()).ok(),
    })
}

fn text(text: &str) -> Result<TenderText, TenderTextError> {
    TenderText::try_from(text.to_owned())
}

fn paid(due: Due, tender: Tender) -> Paid {
    due.take(vec![], tender).unwrap().paid(due).unwrap()
}

#[test]
fn a_total_of_nothing_is_paid_with_nothing_or_all_of_it_goes_back() {
    let due = Due::new(sum(0), sum(5));
    for (given, change) in [(0, 0), (500, 500)] {
        let paid = paid(due, cash(given));
        assert_eq!((paid.change(), paid.rounding()), (sum(change), None));
    }
    let nothing = PaymentError::PaysNothing;
    assert_eq!(due.take(vec![], card(0)), Err(nothing.clone()));
    assert_eq!(due.take(vec![], cash(-1)), Err(nothing));
}

#[test]
fn what_rounds_to_nothing_in_cash_is_paid_with_nothing() {
    let paid = |total| {
        let paid = paid(Due::new(sum(total), sum(5)), cash(0));
        let rounding = paid.rounding().unwrap();
        assert_eq!((paid.pays(), rounding.to), (Ok(sum(total)), sum(5)));
        (paid.change(), rounding.difference)
    };
    assert_eq!(paid(2), (sum(0), sum(-2)));
    assert_eq!(paid(-2), (sum(0), sum(2)));
}

#[test]
fn a_refund_is_not_begun_with_nothing() {
    let due = Due::new(sum(-500), sum(0));
    let mismatch = Err(PaymentError::RefundMismatch);
    assert_eq!(due.take(vec![], cash(0)), mismatch);
    assert_eq!(due.take(vec![], cash(-501)), mismatch);
    let begun = due.take(vec![], cash(-499)).unwrap();
    assert_eq!(begun, Step::Open(vec![cash(-499)]));
    assert_eq!(begun.paid(due), Err(PaymentError::RefundMismatch));
}

#[test]
fn a_sale_takes_money_in_and_says_what_is_missing() {
    let due = Due::new(sum(500), sum(0));
    assert_eq!(due.total(), sum(500));
    for given in [0, -1, -500] {
        let refused = due.take(vec![], cash(given));
        assert_eq!(refused, Err(PaymentError::PaysNothing), "{given}");
    }
    let open = due.take(vec![], cash(499)).unwrap();
    let missing = sum(1);
    assert_eq!(open.paid(due), Err(PaymentError::BelowTotal { missing }));
}

#[test]
fn the_most_change_is_a_hundred_thousand() {
    let due = Due::new(sum(500), sum(0));
    assert_eq!(paid(due, cash(10_000_500)).change(), sum(10_000_000));
    let refused = due.take(vec![], cash(10_000_501));
    assert_eq!(refused, Err(PaymentError::GivenTooLarge));
}

#[test]
fn tenders_are_written_in_the_words_of_the_books() {
    let voucher = Tender::Voucher {
        amount: sum(300),
        code: text("V-1").unwrap(),
    };
    for (tender, kind, written) in [
        (cash(100), "cash", r#"{"kind":"cash","given":100}"#),
        (
            card(200),
            "card",
            r#"{"kind":"card","amount":200,"reference":"AUTH 17","brand":"Visa","last_four":"4242"}"#,
        ),
        (
            voucher,
            "voucher",
            r#"{"kind":"voucher","amount":300,"code":"V-1"}"#,
        ),
    ] {
        assert_eq!(tender.kind(), kind);
        assert_eq!(tender.is_cash(), kind == "cash");
        assert_eq!(serde_json::to_string(&tender).unwrap(), written);
        assert_eq!(serde_json::from_str::<Tender>(written).unwrap(), tender);
    }
}

#[test]
fn a_text_beside_an_amount_has_at_most_sixty_four_characters() {
    for sign in ["x", "é"] {
        let longest = sign.repeat(MAX_TENDER_TEXT);
        let padded = format!(" {longest} ");
        assert_eq!(text(&padded).unwrap().as_str(), longest);
        let longer = sign.repeat(MAX_TENDER_TEXT + 1);
        assert_eq!(text(&longer), Err(TenderTextError::Unprintable));
    }
}

/// Numbers of the length of a card's are kept where no issuer has them, and where the check digit says that they are none.
#[test]
fn a_long_number_that_no_card_has_is_kept() {
    for number in [
        // Its digits check, but nothing begins with 10.
        "1000000000009",
        // Visa's range, with another last digit than 4242424242424242.
        "4242424242424241",
        // Visa has 13, 16 or 19 digits.
        "424242424242",
    ] {
        assert_eq!(text(number).unwrap().as_str(), number);
    }
    for number in ["4222222222222", "5555555555554444", "6011111111111117"] {
        assert_eq!(text(number), Err(TenderTextError::CardNumber), "{number}");
    }
}

#[test]
fn each_way_of_refusing_a_tender_has_its_code() {
    let some = sum(1);
    for (error, code) in [
        (
            PaymentError::BelowTotal { missing: some },
            "payment_below_total",
        ),
        (PaymentError::RefundMismatch, "refund_mismatch"),
        (PaymentError::NotInCoins { coin: some }, "not_in_coins"),
        (PaymentError::MoreThanDue { most: some }, "more_than_due"),
        (PaymentError::PaysNothing, "pays_nothing"),
        (PaymentError::NothingToPay, "basket_empty"),
        (PaymentError::GivenTooLarge, "given_too_large"),
        (MoneyError::Overflow.into(), "amount_out_of_range"),
    ] {
        assert_eq!(error.code(), code);
        assert!(error.to_string().ends_with('.'), "{error}");
    }
    for (error, code) in [
        (TenderTextError::NotFourDigits, "not_four_digits"),
        (TenderTextError::CardNumber, "card_number"),
        (TenderTextError::Unprintable, "bad_tender_text"),
    ] {
        assert_eq!(error.code(), code);
        assert!(error.to_string().ends_with('.'), "{error}");
    }
}
