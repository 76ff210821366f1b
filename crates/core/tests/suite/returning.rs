//! Goods that come back against a receipt: whatever parts they come back in, the parts are the sold line.

use crate::given::{pieces, product, vat};
use pos_core::order::OrderDetails;
use pos_core::{
    Amount, Basket, BasketError, BasketKind, Currency, Discount, Line, Order, OrderKind, Paid,
    SoldLine, SoldReceipt, TaxRounding, UnitPrice,
};
use proptest::prelude::*;

fn order(basket: &Basket, lines: Vec<Line>) -> Order {
    let gross = basket.settle(lines.clone()).unwrap().totals.gross;
    let paid = Paid::cash(gross, gross).unwrap();
    let id = "0199f3a0-0000-7000-8000-000000000001".to_owned();
    let details = OrderDetails {
        id,
        ..OrderDetails::default()
    };
    Order::complete(basket, lines, paid, details).unwrap()
}

fn receipt(order: &Order) -> SoldReceipt {
    SoldReceipt {
        order: order.id().to_owned(),
        number: "2-9F3A01BC-000042".into(),
        business_day: "2026-11-02".into(),
        paid_at: "2026-11-02T09:30:00Z".into(),
        currency: order.currency().code().to_owned(),
        lines: order.lines().iter().map(SoldLine::of).collect(),
    }
}

fn sold(discount: Option<Discount>, rounding: TaxRounding) -> SoldReceipt {
    let mut basket = Basket::new(BasketKind::Sale, Currency::GBP).rounding_taxes(rounding);
    let taxes = vat();
    let lines = vec![
        basket
            .add(&product("3.3333", taxes.clone()), 1, pieces(3))
            .unwrap(),
        basket.add(&product("0.99", taxes), 1, pieces(7)).unwrap(),
    ];
    basket.set_discount(discount).unwrap();
    receipt(&order(&basket, lines))
}

#[test]
fn a_return_pays_back_what_was_paid_and_no_more() {
    let receipt = sold(Some(Discount::percent("10").unwrap()), TaxRounding::Line);
    let mut basket = Basket::new(BasketKind::Sale, Currency::GBP);
    let bought = basket.add(&product("5.00", vec![]), 1, pieces(1)).unwrap();
    let line = basket
        .bring_back(&receipt, &receipt.lines[0], pieces(3))
        .unwrap();
    assert_eq!(basket.kind(), BasketKind::Exchange);
    let whole = receipt.lines[0].figures.mirrored().unwrap();
    assert_eq!(line.figures.gross, whole.gross);
    assert_eq!(line.figures.taxes, whole.taxes);

    let fewer = basket.change_quantity(&line, pieces(1)).unwrap();
    assert_eq!(fewer.quantity, pieces(-1));
    let before = basket.clone();
    let left = pieces(3);
    assert_eq!(
        basket.change_quantity(&fewer, pieces(4)),
        Err(BasketError::MoreThanSold { left })
    );
    assert_eq!(
        basket.override_price(&fewer, UnitPrice::parse("9").unwrap(), "more"),
        Err(BasketError::ReturnedLine)
    );
    assert_eq!(
        basket.discount_line(&fewer, Some(Discount::percent("5").unwrap())),
        Err(BasketError::ReturnedLine)
    );
    assert_eq!(basket, before);

    let order = order(&basket, vec![bought, fewer]);
    assert_eq!(order.kind(), OrderKind::Exchange);
    assert_eq!(order.recompute().unwrap(), vec![]);
    let text = serde_json::to_string(&order).unwrap();
    assert_eq!(serde_json::from_str::<Order>(&text).unwrap(), order);
}

#[test]
fn a_basket_of_returns_alone_is_a_refund_and_a_false_figure_in_it_is_found() {
    let receipt = sold(None, TaxRounding::Line);
    let mut basket = Basket::new(BasketKind::Exchange, Currency::GBP);
    let line = basket
        .bring_back(&receipt, &receipt.lines[1], pieces(2))
        .unwrap();
    let mut more = line.clone();
    let good = order(&basket, vec![line]);
    assert_eq!(good.kind(), OrderKind::Refund);
    // A penny more for the customer, in figures that sum.
    let more_of = |sum: &mut Amount| *sum = sum.minus(Amount::from_minor(1)).unwrap();
    more_of(&mut more.figures.amount);
    more_of(&mut more.figures.net);
    more_of(&mut more.figures.gross);
    let mut value = serde_json::to_value(&good).unwrap();
    value["lines"][0] = serde_json::to_value(&more).unwrap();
    value["totals"] = serde_json::to_value(pos_core::Totals::of([&more]).unwrap()).unwrap();
    value["paid"] =
        serde_json::to_value(Paid::cash(more.figures.gross, more.figures.gross).unwrap()).unwrap();
    let false_one: Order = serde_json::from_value(value).unwrap();
    let fields: Vec<_> = false_one
        .recompute()
        .unwrap()
        .into_iter()
        .map(|found| found.field)
        .collect();
    assert_eq!(fields, ["amount", "net", "gross"]);
}

/// What a receipt sold can come back, not be sold once more by it.
#[test]
fn a_returned_line_that_sells_can_not_be_read() {
    let receipt = sold(None, TaxRounding::Line);
    let mut basket = Basket::new(BasketKind::Exchange, Currency::GBP);
    let mut line = basket
        .bring_back(&receipt, &receipt.lines[1], pieces(2))
        .unwrap();
    let good = order(&basket, vec![line.clone()]);
    line.quantity = line.quantity.negated();
    line.figures = line.figures.mirrored().unwrap();
    let mut value = serde_json::to_value(&good).unwrap();
    value["kind"] = "sale".into();
    value["lines"][0] = serde_json::to_value(&line).unwrap();
    value["totals"] = serde_json::to_value(pos_core::Totals::of([&line]).unwrap()).unwrap();
    let paid = Paid::cash(line.figures.gross, line.figures.gross).unwrap();
    value["paid"] = serde_json::to_value(paid).unwrap();
    let error = serde_json::from_value::<Order>(value).unwrap_err();
    assert!(error.to_string().contains("wrong sign"), "{error}");
}

proptest! {
    /// In whatever parts a line comes back, with a discount of the whole basket in it and either way of rounding, the parts
    /// are the line, and each order computes again to what it says.
    #[test]
    fn all_parts_are_the_line(parts in prop::collection::vec(1..4_i64, 1..7), per_order: bool, off in 0..100_u8) {
        let rounding = if per_order { TaxRounding::Order } else { TaxRounding::Line };
        let discount = Some(Discount::percent(&off.to_string()).unwrap());
        let mut receipt = sold(discount, rounding);
        let whole = receipt.lines[1].figures.clone();
        let (mut gross, mut net, mut tax) = (Amount::ZERO, Amount::ZERO, Amount::ZERO);
        for part in parts {
            let left = 7 - receipt.lines[1].returned.thousandths() / 1000;
            let part = pieces(part.min(left));
            if part.is_zero() {
                break;
            }
            let mut basket = Basket::new(BasketKind::Exchange, Currency::GBP).rounding_taxes(rounding);
            let line = basket.bring_back(&receipt, &receipt.lines[1], part).unwrap();
            let order = order(&basket, vec![line]);
            prop_assert_eq!(order.recompute().unwrap(), vec![]);
            gross = gross.plus(order.totals().gross).unwrap();
            net = net.plus(order.totals().net).unwrap();
            tax = tax.plus(order.totals().tax).unwrap();
            let returned = receipt.lines[1].returned.plus(part).unwrap();
            receipt.lines[1].returned = returned;
        }
        if receipt.lines[1].returned == pieces(7) {
            let whole = whole.mirrored().unwrap();
            prop_assert_eq!((gross, net, tax), (whole.gross, whole.net, whole.taxes[0]));
        }
    }
}

#[test]
fn a_receipt_number_is_read_as_it_is_typed() {
    let read = pos_core::receipt::read_number;
    let printed = Some("2-9F3A01BC-001842".to_owned());
    for typed in ["2-9F3A01BC-001842", " 2-9f3a01bc-1842 "] {
        assert_eq!(read(typed), printed, "{typed}");
    }
    assert_eq!(read("api-9f3a01bc-1"), Some("api-9F3A01BC-000001".into()));
    for none in [
        "",
        "1842",
        "2-xyz-1",
        "2-9f3a-0",
        "-9f3a-1",
        "5012345678900",
        "2-9f-1842x",
        "2-9f-+1842",
    ] {
        assert_eq!(read(none), None, "{none}");
    }
}
