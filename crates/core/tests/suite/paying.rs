//! Paying with several tenders: what any mix of them must come to.

use crate::given::{cash, sum};
use pos_core::payment::Step;
use pos_core::tender::TenderTextError;
use pos_core::{Card, Due, LastFour, Paid, PaymentError, Tender, TenderText};
use proptest::prelude::*;

fn card(minor: i64) -> Tender {
    Tender::Card(Card {
        amount: sum(minor),
        reference: None,
        brand: None,
        last_four: None,
    })
}

fn voucher(minor: i64) -> Tender {
    let code = TenderText::try_from("V-1".to_owned()).unwrap();
    let amount = sum(minor);
    Tender::Voucher { amount, code }
}

/// Takes the tenders one after another; all but the last leave something open.
fn pay(due: Due, tenders: &[Tender]) -> Result<Paid, PaymentError> {
    let mut taken = Vec::new();
    for tender in tenders {
        match due.take(taken, tender.clone())? {
            Step::Open(open) => taken = open,
            Step::Paid(paid) => return Ok(paid),
        }
    }
    Err(PaymentError::PaysNothing)
}

#[test]
fn cash_gives_change_and_is_rounded_after_the_other_tenders() {
    let due = Due::new(sum(10_02), sum(5));
    let paid = pay(due, &[card(6_00), cash(5_00)]).unwrap();
    // 4.02 is left: 4.00 in cash.
    assert_eq!(paid.change(), sum(1_00));
    assert_eq!(paid.rounding().map(|by| by.difference), Some(sum(-2)));
    assert_eq!((paid.pays(), paid.kept()), (Ok(sum(10_02)), Ok(sum(10_00))));

    let by_card = pay(due, &[voucher(2_00), card(8_02)]).unwrap();
    assert_eq!((by_card.rounding(), by_card.change()), (None, sum(0)));

    // Cash first: the card pays to the penny what the cash leaves.
    let left = due.left(&[cash(4_00)]).unwrap();
    assert_eq!((left.cash, left.exact), (sum(6_00), sum(6_02)));
    let paid = pay(due, &[cash(4_00), card(6_02)]).unwrap();
    assert_eq!((paid.rounding(), paid.change()), (None, sum(0)));

    let refund = Due::new(sum(-10_02), sum(5));
    let paid = pay(refund, &[card(-6_00), cash(-4_00)]).unwrap();
    assert_eq!(paid.pays(), Ok(sum(-10_02)));
}

#[test]
fn what_no_tender_may_be_is_refused() {
    let code = |due: i64, tenders: &[Tender]| {
        let due = Due::new(sum(due), sum(0));
        pay(due, tenders).unwrap_err().code()
    };
    assert_eq!(code(500, &[card(501)]), "more_than_due");
    assert_eq!(code(500, &[cash(200), voucher(301)]), "more_than_due");
    assert_eq!(code(500, &[card(0)]), "pays_nothing");
    assert_eq!(code(500, &[voucher(-1)]), "pays_nothing");
    assert_eq!(code(500, &[cash(-500)]), "pays_nothing");
    assert_eq!(code(-500, &[card(500)]), "pays_nothing");
    assert_eq!(code(-500, &[card(-501)]), "more_than_due");
    assert_eq!(code(-500, &[cash(-501)]), "refund_mismatch");
    assert_eq!(code(-500, &[cash(1)]), "refund_mismatch");
    assert_eq!(code(500, &[cash(10_000_501)]), "given_too_large");
    let most = Due::new(sum(500), sum(0)).take(vec![], card(501));
    assert_eq!(most, Err(PaymentError::MoreThanDue { most: sum(500) }));
}

/// A part that no coins make would leave a rest that nothing completes.
#[test]
fn cash_is_paid_out_in_coins() {
    let due = Due::new(sum(-9_36), sum(5));
    let odd = due.take(vec![], cash(-3_02));
    assert_eq!(odd, Err(PaymentError::NotInCoins { coin: sum(5) }));
    assert_eq!(odd.unwrap_err().code(), "not_in_coins");
    for (parts, rounding) in [
        (vec![cash(-3_00), card(-6_36)], 0),
        (vec![cash(-3_00), card(-6_35)], 1),
        (vec![card(-6_34), cash(-3_00)], 2),
        (vec![cash(-9_35)], 1),
    ] {
        let paid = pay(due, &parts).unwrap();
        let rounded = paid.rounding().map_or(0, |by| by.difference.minor());
        assert_eq!((paid.pays(), rounded), (Ok(sum(-9_36)), rounding));
    }
    // What customers hand over is theirs to count.
    assert!(pay(Due::new(sum(9_36), sum(5)), &[cash(9_37)]).is_ok());
}

#[test]
fn of_a_card_only_the_last_four_digits_come_in() {
    let four = |text: &str| LastFour::try_from(text.to_owned());
    assert_eq!(four(" 4242 ").unwrap().as_str(), "4242");
    for text in ["", "424", "42424", "4242424242424242", "42a2", "４２４２"] {
        assert_eq!(four(text), Err(TenderTextError::NotFourDigits), "{text}");
    }
    let text = |text: &str| TenderText::try_from(text.to_owned());
    for number in [
        "4242424242424242",
        "Visa 4242 4242 4242 4242",
        "3782-822463-10005",
        "4242 4242 4242 4242 12/28",
        "4242.4242.4242.4242",
        "0007 4242/4242/4242/4242",
        "ref 12: 4242_4242_4242_4242, thanks",
    ] {
        assert_eq!(text(number), Err(TenderTextError::CardNumber), "{number}");
    }
    for good in [
        "A-1",
        "2026112500001842",
        "000123456789",
        "AUTH 12345678 B 87654321",
    ] {
        assert_eq!(text(good).unwrap().as_str(), good);
    }
    let long = "x".repeat(65);
    for bad in ["", "  ", "a\0b", long.as_str()] {
        assert_eq!(text(bad), Err(TenderTextError::Unprintable), "{bad:?}");
    }
}

/// No payment can be read in which change comes out of a card, or a card is rounded.
#[test]
fn a_payment_that_could_not_be_made_can_not_be_read() {
    let good = r#"{"tenders":[{"kind":"cash","given":500}],"change":38}"#;
    assert!(serde_json::from_str::<Paid>(good).is_ok());
    for bad in [
        r#"{"tenders":[],"change":0}"#,
        r#"{"tenders":[{"kind":"card","amount":500}],"change":38}"#,
        r#"{"tenders":[{"kind":"card","amount":500}],"change":0,"rounding":{"to":5,"difference":-2}}"#,
        r#"{"tenders":[{"kind":"cash","given":500}],"change":-1}"#,
        r#"{"tenders":[{"kind":"cash","given":500}],"change":501}"#,
        r#"{"tenders":[{"kind":"card","amount":500,"last_four":"42424"}],"change":0}"#,
        r#"{"tenders":[{"kind":"voucher","amount":500,"code":""}],"change":0}"#,
    ] {
        assert!(serde_json::from_str::<Paid>(bad).is_err(), "{bad}");
    }
}

proptest! {
    /// However a total is paid: the tenders less the change less the rounding are the total, only cash gives change, and
    /// what is paid without cash is not rounded.
    #[test]
    fn any_mix_of_tenders_pays_exactly(
        total in -2_000_000_i64..2_000_000,
        coin in prop::sample::select(vec![0_i64, 1, 5, 10, 100]),
        steps in prop::collection::vec((0..3_u8, 1..200_i64, any::<bool>()), 0..6),
    ) {
        let due = Due::new(sum(total), sum(coin));
        let mut taken: Vec<Tender> = Vec::new();
        let mut done = None;
        for (kind, percent, all) in steps {
            let left = due.left(&taken).unwrap();
            let of = if kind == 0 { left.cash } else { left.exact };
            let amount = if all { of.minor() } else { of.minor() * percent / 100 };
            let tender = [cash, card, voucher][usize::from(kind)](amount);
            let was = taken.clone();
            match due.take(taken, tender) {
                Ok(Step::Open(open)) => {
                    prop_assert_eq!(open.len(), was.len() + 1);
                    taken = open;
                }
                Ok(Step::Paid(paid)) => {
                    done = Some(paid);
                    break;
                }
                Err(_) => taken = was,
            }
        }
        if let Some(paid) = done {
            prop_assert_eq!(paid.pays().unwrap(), sum(total));
            let others = paid.besides_cash().unwrap();
            prop_assert!(others.minor().abs() <= total.abs());
            let given: i64 = paid.tenders().iter().filter(|t| t.is_cash()).map(|t| t.amount().minor()).sum();
            prop_assert!(paid.change().minor() >= 0 && paid.change().minor() <= given.max(0));
            if paid.tenders().iter().all(|tender| !tender.is_cash()) {
                prop_assert_eq!((paid.rounding(), paid.change()), (None, sum(0)));
            }
            let text = serde_json::to_string(&paid).unwrap();
            prop_assert_eq!(serde_json::from_str::<Paid>(&text).unwrap(), paid);
        }
    }
}
