//! What a shift comes to: the tenders are turnover and what cash was rounded by, and discounts are those of sales.

use crate::given::{product, sum, vat};
use pos_core::order::OrderDetails;
use pos_core::{
    Amount, Basket, BasketKind, Card, Currency, Discount, Due, Line, Order, Product, Quantity,
    ShiftTotals, Tender,
};

fn lantern() -> Product {
    product("3.39", vat())
}

/// So many lanterns with 10 % off everything, paid with so much by card and the rest in cash, where five is the smallest coin.
fn order(kind: BasketKind, pieces: i64, by_card: i64) -> Order {
    let mut basket = Basket::new(kind, Currency::GBP);
    let quantity = Quantity::pieces(pieces).unwrap();
    let line = basket.add(&lantern(), 1, quantity).unwrap();
    basket.set_discount(Discount::percent("10").ok()).unwrap();
    pay(&basket, vec![line], by_card)
}

fn pay(basket: &Basket, lines: Vec<Line>, by_card: i64) -> Order {
    let gross = basket.settle(lines.clone()).unwrap().totals.gross;
    let due = Due::new(gross, sum(5));
    let card = Card {
        amount: sum(by_card),
        reference: None,
        brand: None,
        last_four: None,
    };
    let taken = match by_card {
        0 => Vec::new(),
        _ => vec![Tender::Card(card)],
    };
    let given = due.left(&taken).unwrap().cash;
    let step = due.take(taken, Tender::Cash { given }).unwrap();
    let details = OrderDetails {
        id: "0199f3a0-0000-7000-8000-000000000001".to_owned(),
        ..OrderDetails::default()
    };
    Order::complete(basket, lines, step.paid(due).unwrap(), details).unwrap()
}

#[test]
fn turnover_and_what_cash_was_rounded_by_are_the_tenders() {
    let orders = [
        // 3.05 in cash: nothing is rounded. 6.10 less a penny by card leaves 6.09, which goes to 6.10.
        order(BasketKind::Sale, 1, 0),
        order(BasketKind::Sale, 2, 1),
        // 9.15 less 2.02 by card leaves 7.13, which goes to 7.15; 6.10 less 0.03 is 6.07, paid out as 6.05.
        order(BasketKind::Sale, 3, 202),
        order(BasketKind::Refund, 2, -3),
    ];
    let mut totals = ShiftTotals::default();
    for order in &orders {
        totals = totals.with(order).unwrap();
        let tenders = Amount::sum([totals.cash, totals.card, totals.voucher]).unwrap();
        let turnover = totals.turnover().unwrap();
        assert_eq!(turnover.plus(totals.cash_rounding).unwrap(), tenders);
    }
    assert_eq!(totals.cash_rounding, sum(1 + 2 + 2));
    // Of 3.39, 6.78 and 10.17; what comes back takes nothing off that.
    assert_eq!(totals.discounts, sum(34 + 68 + 102));
}

#[test]
fn totals_from_before_rounding_was_kept_are_read_and_written_as_they_were() {
    let totals = ShiftTotals::default().with(&order(BasketKind::Sale, 1, 0));
    let text = serde_json::to_string(&totals.unwrap()).unwrap();
    assert!(!text.contains("cash_rounding"), "{text}");
    let read: ShiftTotals = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}

#[test]
fn a_shift_counts_its_orders_its_taxes_and_what_went_through_the_drawer() {
    // 3.39 less 10 % is 3.05, of which 0.51 are tax; twice that, 6.78 less 0.68, is 6.10 with 1.02 of it.
    let sold = order(BasketKind::Sale, 2, 1);
    let back = order(BasketKind::Refund, 1, 0);
    let totals = ShiftTotals::default().with(&sold).unwrap();
    assert_eq!((totals.sales, totals.refunds), (1, 0));
    let totals = totals.with(&sold).unwrap().with(&back).unwrap();
    assert_eq!((totals.sales, totals.refunds), (2, 1));
    assert_eq!(totals.sales_gross, sum(6_10 + 6_10));
    assert_eq!(totals.refunds_gross, sum(-3_05));
    assert_eq!(totals.turnover(), Ok(sum(9_15)));
    assert_eq!(totals.tax, sum(1_02 + 1_02 - 51));
    let taxes: Vec<_> = totals.taxes.iter().collect();
    assert_eq!((taxes.len(), &*taxes[0].tax.name), (1, "VAT"));
    assert_eq!(taxes[0].amount, sum(1_02 + 1_02 - 51));
    assert_eq!(taxes[0].net, sum(5_08 + 5_08 - 2_54));
    // 6.09 in cash go to 6.10, twice; 3.05 are paid out.
    assert_eq!((totals.cash, totals.card), (sum(9_15), sum(2)));
    assert_eq!(totals.cash_rounding, sum(2));
}

#[test]
fn cash_that_goes_in_or_out_without_an_order_is_counted_on_its_side() {
    let mut totals = ShiftTotals::default();
    for amount in [50_00, -20_00, 5_00, -1] {
        totals = totals.with_cash(sum(amount)).unwrap();
    }
    totals = totals.with_void(sum(7_50)).unwrap();
    totals = totals.with_void(sum(2_50)).unwrap();
    assert_eq!((totals.paid_in, totals.paid_out), (sum(55_00), sum(-20_01)));
    assert_eq!(totals.movements, 4);
    assert_eq!((totals.voids, totals.voids_gross), (2, sum(10_00)));
    assert_eq!(totals.expected_cash(sum(10_000)), Ok(sum(13_499)));
    let text = serde_json::to_string(&totals).unwrap();
    assert_eq!(serde_json::from_str::<ShiftTotals>(&text).unwrap(), totals);
    let none = serde_json::to_string(&ShiftTotals::default()).unwrap();
    for word in ["movements", "voids", "drawer_opened", "paid_in", "taxes"] {
        assert!(!none.contains(word), "{none}");
    }
}
