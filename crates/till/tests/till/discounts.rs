//! Discounts, the smallest coin, taxes rounded for the whole order, and goods that go both ways.

use crate::support::*;
use pos_core::{BasketKind, Discount, TaxRounding};
use pos_till::Till;
use pos_till::catalogue::build_full;
use pos_till::features::*;
use pos_till::verify::verify_journal;

fn percent(value: &str) -> Option<Discount> {
    Some(Discount::percent(value).unwrap())
}

/// A shop that rounds taxes once for the order, and cash to five.
fn rounding_shop(shop: &Shop) -> Till {
    let mut till = shop.open();
    let mut enrolment = shop.enrolment(till.register());
    enrolment.enrolled.store.tax_rounding = TaxRounding::Order;
    enrolment.enrolled.store.smallest_coin = amount(5);
    enrol(&mut till, enrolment).unwrap();
    let bytes = stream::full(&stream::products());
    let new = build_full(shop.dir(), bytes.as_slice(), |_, _| {}).unwrap();
    till.switch_catalogue(&new).unwrap();
    shop.sign_in(&mut till, "Sam", SUPERVISOR);
    open(&mut till, 10_000).unwrap();
    till
}

#[test]
fn discounts_of_line_and_basket_survive_a_restart_and_are_booked() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("M5", "2")).unwrap();
    let request = DiscountLine {
        number: 1,
        discount: percent("10"),
    };
    assert_eq!(
        discount_line(&mut till, request).unwrap().totals.gross,
        amount(2295)
    );
    let off = Some(Discount::amount(amount(100)).unwrap());
    let view = discount_basket(&mut till, off).unwrap();
    assert_eq!((view.totals.gross, view.discount), (amount(2195), off));
    drop(till);
    let mut till = shop.open();
    // The next line takes its share of the pound: 4.95 of 27.90 bears 0.18.
    let change = add_line(&mut till, &line("22720", "1")).unwrap();
    assert_eq!(change.totals.gross, amount(2690));
    let alone: Vec<_> = basket(&till).unwrap().unwrap().lines;
    assert_eq!(alone[1].figures.gross, amount(495), "each line by itself");
    let done = sell(&mut till, &[], None);
    let shares: Vec<_> = done
        .receipt
        .order
        .lines()
        .iter()
        .map(|line| line.figures.basket_discount.minor())
        .collect();
    assert_eq!(shares, [82, 18]);
    assert_eq!(done.receipt.order.totals().discounts, amount(355));
    assert_eq!(done.receipt.order.totals().gross, amount(2690));
    assert_eq!(done.receipt.order.recompute().unwrap(), vec![]);
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn a_discount_goes_away_again() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("M5", "1")).unwrap();
    discount_basket(&mut till, percent("100")).unwrap();
    assert_eq!(basket(&till).unwrap().unwrap().totals.gross, amount(0));
    discount_basket(&mut till, None).unwrap();
    let request = DiscountLine {
        number: 1,
        discount: percent("50"),
    };
    discount_line(&mut till, request).unwrap();
    let request = DiscountLine {
        number: 1,
        discount: None,
    };
    let change = discount_line(&mut till, request).unwrap();
    assert_eq!(change.totals.gross, amount(1275));
}

#[test]
fn cash_goes_to_the_nearest_coin_and_is_no_turnover() {
    let shop = Shop::new();
    let mut till = rounding_shop(&shop);
    add_line(&mut till, &line("71053", "1")).unwrap();
    let payment = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    // 3.39 goes to 3.40.
    assert_eq!((payment.due, payment.rounding), (amount(340), amount(1)));
    let too_little = PayCash {
        order_id: payment.order_id.clone(),
        given: amount(339),
    };
    let error = pay_cash(&mut till, &too_little).unwrap_err();
    assert_eq!(error.code(), "payment_below_total");
    let request = PayCash {
        given: amount(500),
        ..too_little
    };
    let done = pay_cash(&mut till, &request).unwrap();
    assert_eq!(done.change, amount(160));
    let report = shift_report(&till).unwrap();
    assert_eq!(
        (report.sales_gross, report.cash_rounding, report.cash),
        (amount(339), amount(1), amount(340))
    );
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn an_exchange_is_a_sale_and_a_refund_in_one() {
    let shop = Shop::new();
    let mut till = rounding_shop(&shop);
    let kind = BasketKind::Exchange;
    start_basket(&mut till, StartBasket { kind }).unwrap();
    add_line(&mut till, &line("M5", "-1")).unwrap();
    add_line(&mut till, &line("71053", "1")).unwrap();
    let done = sell(&mut till, &[], None);
    // 3.39 less 12.75 is -9.36, of which -9.35 can be paid out.
    assert_eq!(done.receipt.order.totals().gross, amount(-936));
    let report = shift_report(&till).unwrap();
    assert_eq!((report.sales, report.refunds), (1, 1));
    assert_eq!(
        (report.sales_gross, report.refunds_gross),
        (amount(339), amount(-1275))
    );
    assert_eq!(report.expected_cash, amount(10_000 - 935));
    assert_eq!(report.cash_rounding, amount(1));
    let counted = amount(10_000 - 935);
    close_shift(&mut till, &closing(counted)).unwrap();
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn an_exchange_needs_a_supervisor() {
    let shop = Shop::new();
    let mut till = shop.selling();
    shop.sign_in(&mut till, "Cass", CASHIER);
    let kind = BasketKind::Exchange;
    let error = start_basket(&mut till, StartBasket { kind }).unwrap_err();
    assert_eq!(error.code(), "supervisor_required");
}
