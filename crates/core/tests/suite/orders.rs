//! The paid order: what it keeps, what makes it none, and what a second computation finds.

use crate::given::{product, sum, vat};
use pos_core::calc::CalcVersion;
use pos_core::order::{Discrepancy, OrderDetails};
use pos_core::{
    Basket, BasketKind, Card, Currency, Discount, Due, Line, Order, OrderKind, Paid, Quantity,
    TaxRounding, Tender,
};
use serde_json::{Value, json};

fn rung(kind: BasketKind, price: &str, pieces: &[i64]) -> (Basket, Vec<Line>) {
    let mut basket = Basket::new(kind, Currency::GBP);
    let add = |pieces: &i64| {
        let quantity = Quantity::pieces(*pieces).unwrap();
        basket.add(&product(price, vat()), 1, quantity).unwrap()
    };
    let lines = pieces.iter().map(add).collect();
    (basket, lines)
}

fn exactly(basket: &Basket, lines: Vec<Line>, details: OrderDetails) -> Order {
    let gross = basket.settle(lines.clone()).unwrap().totals.gross;
    let paid = Paid::cash(gross, gross).unwrap();
    Order::complete(basket, lines, paid, details).unwrap()
}

#[test]
fn an_order_keeps_all_that_it_was_completed_with() {
    let (basket, lines) = rung(BasketKind::Sale, "2.95", &[2]);
    let mut basket = basket.rounding_taxes(TaxRounding::Order);
    let half = Discount::percent("50").ok();
    basket.set_discount(half).unwrap();
    let details = OrderDetails {
        id: "0199f3a0-0000-7000-8000-000000000001".into(),
        external_reference: Some("WEB-77".into()),
        note: Some("For the window".into()),
        authorised_by: Some("staff-3".into()),
    };
    let made = exactly(&basket, lines, details);
    let text = serde_json::to_string(&made).unwrap();
    for order in [made, serde_json::from_str(&text).unwrap()] {
        assert_eq!(order.id(), "0199f3a0-0000-7000-8000-000000000001");
        assert_eq!(order.external_reference(), Some("WEB-77"));
        assert_eq!(order.note(), Some("For the window"));
        assert_eq!(order.authorised_by(), Some("staff-3"));
        assert_eq!(order.kind(), OrderKind::Sale);
        assert_eq!(order.calc(), CalcVersion::V1);
        assert_eq!(order.currency(), Currency::GBP);
        assert_eq!(order.discount(), half);
        assert_eq!(order.tax_rounding(), TaxRounding::Order);
        assert_eq!(order.lines()[0].figures.basket_discount, sum(2_95));
        assert_eq!(order.totals().discounts, sum(2_95));
        assert_eq!(order.paid().pays(), Ok(sum(2_95)));
        assert_eq!(order.recompute(), Ok(vec![]));
    }
}

#[test]
fn an_order_without_anything_special_says_nothing_of_it() {
    let (basket, lines) = rung(BasketKind::Sale, "2.95", &[1]);
    let order = exactly(&basket, lines, OrderDetails::default());
    assert_eq!(order.external_reference(), None);
    assert_eq!((order.note(), order.authorised_by()), (None, None));
    assert_eq!(order.discount(), None);
    assert_eq!(order.tax_rounding(), TaxRounding::Line);
    let text = serde_json::to_string(&order).unwrap();
    for word in ["note", "authorised_by", "discount", "tax_rounding"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    assert!(text.contains(r#""calc":1"#), "{text}");
}

#[test]
fn an_order_is_named_after_the_way_that_its_goods_went() {
    for (kind, pieces, way) in [
        (BasketKind::Sale, vec![1, 2], OrderKind::Sale),
        (BasketKind::Refund, vec![1, 2], OrderKind::Refund),
        (BasketKind::Exchange, vec![1, 2], OrderKind::Sale),
        (BasketKind::Exchange, vec![-1, -2], OrderKind::Refund),
        (BasketKind::Exchange, vec![1, -2], OrderKind::Exchange),
    ] {
        let (basket, lines) = rung(kind, "2.95", &pieces);
        let order = exactly(&basket, lines, OrderDetails::default());
        assert_eq!(order.kind(), way, "{pieces:?}");
    }
}

/// 2.95 with 20 % in it: 2.46 and 0.49.
#[test]
fn what_does_not_add_up_is_said() {
    let (basket, lines) = rung(BasketKind::Sale, "2.95", &[1]);
    let paid = Paid::cash(sum(2_95), sum(5_00)).unwrap();
    let order = Order::complete(&basket, lines, paid, OrderDetails::default()).unwrap();
    let good = serde_json::to_value(&order).unwrap();
    let figures =
        |net: i64, taxes: Value| json!({ "amount": 295, "net": net, "taxes": taxes, "gross": 295 });
    assert_eq!(good["lines"][0]["figures"], figures(246, json!([49])));
    let line = "line 1 does not add up";
    let way = "line 1 has the wrong sign";
    for (place, value, words) in [
        ("/lines", json!([]), "an order has at least one line"),
        ("/lines/0/figures", figures(247, json!([49])), line),
        ("/lines/0/figures", figures(295, json!([])), line),
        ("/lines/0/figures", figures(246, json!([49, 0])), line),
        ("/lines/0/quantity", json!(0), way),
        ("/lines/0/quantity", json!(-1000), way),
        ("/kind", json!("refund"), way),
        (
            "/totals/gross",
            json!(296),
            "the lines do not add up to the order's totals",
        ),
        ("/paid/change", json!(206), "the payment is not the total"),
        (
            "/calc",
            json!(2),
            "calculation version 2 is unknown; update this program",
        ),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value.clone();
        let error = serde_json::from_value::<Order>(bad).unwrap_err();
        assert_eq!(error.to_string(), words, "{place} {value}");
    }
}

/// 10.02 less 5.99 by card leaves 4.03, which is 4.05 in cash where five is the smallest coin.
#[test]
fn cash_that_was_rounded_wrongly_is_found() {
    let (basket, lines) = rung(BasketKind::Sale, "10.02", &[1]);
    let due = Due::new(basket.totals().gross, sum(5));
    let card = Card {
        amount: sum(5_99),
        reference: None,
        brand: None,
        last_four: None,
    };
    let cash = Tender::Cash { given: sum(5_00) };
    let step = due.take(vec![Tender::Card(card)], cash).unwrap();
    let paid = step.paid(due).unwrap();
    assert_eq!(paid.besides_cash(), Ok(sum(5_99)));
    assert_eq!(paid.change(), sum(95));
    let order = Order::complete(&basket, lines, paid, OrderDetails::default()).unwrap();
    assert_eq!(order.recompute(), Ok(vec![]));

    let mut value = serde_json::to_value(&order).unwrap();
    value["paid"]["rounding"]["difference"] = json!(-3);
    value["paid"]["change"] = json!(1_00);
    let wrong: Order = serde_json::from_value(value).unwrap();
    let found = Discrepancy {
        line: 0,
        field: "cash_rounding".into(),
        booked: sum(-3),
        computed: sum(2),
    };
    assert_eq!(wrong.recompute(), Ok(vec![found]));
}

#[test]
fn a_tax_that_was_booked_wrongly_is_found_by_its_name() {
    let (basket, mut lines) = rung(BasketKind::Sale, "2.95", &[1, 1]);
    let good = exactly(&basket, lines.clone(), OrderDetails::default());
    lines[1].figures.net = sum(2_45);
    lines[1].figures.taxes = vec![sum(50)];
    let mut value = serde_json::to_value(&good).unwrap();
    value["lines"] = serde_json::to_value(&lines).unwrap();
    value["totals"] = serde_json::to_value(pos_core::Totals::of(&lines).unwrap()).unwrap();
    let wrong: Order = serde_json::from_value(value).unwrap();
    let found = |field: &str, booked, computed| Discrepancy {
        line: 2,
        field: field.into(),
        booked: sum(booked),
        computed: sum(computed),
    };
    let all = vec![found("net", 2_45, 2_46), found("VAT", 50, 49)];
    assert_eq!(wrong.recompute(), Ok(all));
}
