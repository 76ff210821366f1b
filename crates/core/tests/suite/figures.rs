//! What must hold for every line, basket and order that could ever be rung up.

use crate::given::product;
use pos_core::basket::{Basket, BasketKind};
use pos_core::calc::v1::{self, Terms};
use pos_core::order::OrderDetails;
use pos_core::{Amount, Currency, Line, Order, Paid, Product, Quantity, Tax, Totals, UnitPrice};
use proptest::prelude::*;

prop_compose! {
    fn any_tax()(name in "[A-C]", rate in 0_u64..400_000, included: bool, on_top_of_previous: bool) -> Tax {
        Tax { name, kind: pos_core::TaxKind::Percent, rate_e4: rate, included, on_top_of_previous }
    }
}

prop_compose! {
    fn any_product()(price in 0_i64..50_000_000, taxes in prop::collection::vec(any_tax(), 0..3)) -> Product {
        Product { unit_price: UnitPrice::from_e4(price).unwrap(), ..product("0", taxes) }
    }
}

fn currencies() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["GBP", "JPY", "KWD", "EUR"])
        .prop_map(|code| Currency::from_code(code).unwrap())
}

#[derive(Debug, Clone)]
enum Step {
    Add(Product, i64),
    Change(usize, i64),
    Reprice(usize, i64),
    Remove(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (any_product(), 1_i64..5_000_000).prop_map(|(p, q)| Step::Add(p, q)),
        1 => (any::<usize>(), 1_i64..5_000_000).prop_map(|(i, q)| Step::Change(i, q)),
        1 => (any::<usize>(), 0_i64..50_000_000).prop_map(|(i, p)| Step::Reprice(i, p)),
        1 => any::<usize>().prop_map(Step::Remove),
    ];
    prop::collection::vec(step, 1..40)
}

fn ring(basket: &mut Basket, lines: &mut Vec<Line>, step: Step) {
    let at = |i: usize, lines: &Vec<Line>| (!lines.is_empty()).then(|| i % lines.len());
    let quantity = |q| Quantity::from_thousandths(q).unwrap();
    match step {
        Step::Add(product, q) => lines.push(basket.add(&product, 1, quantity(q)).unwrap()),
        Step::Change(i, q) => {
            if let Some(i) = at(i, lines) {
                lines[i] = basket.change_quantity(&lines[i], quantity(q)).unwrap();
            }
        }
        Step::Reprice(i, p) => {
            if let Some(i) = at(i, lines) {
                let price = UnitPrice::from_e4(p).unwrap();
                lines[i] = basket.override_price(&lines[i], price, "agreed").unwrap();
            }
        }
        Step::Remove(i) => {
            if let Some(i) = at(i, lines) {
                basket.remove(&lines.remove(i)).unwrap();
            }
        }
    }
}

proptest! {
    /// Net and taxes are the gross, on both sides of nothing, and a refund is the exact mirror of the sale.
    #[test]
    fn a_line_sums_and_mirrors(product in any_product(), thousandths in 1_i64..9_999_999_999, currency in currencies()) {
        let exponent = currency.exponent();
        let quantity = Quantity::from_thousandths(thousandths).unwrap();
        let line_figures = |quantity| {
            let terms = Terms { unit_price: product.unit_price, quantity, discount: None, taxes: &product.taxes };
            v1::line_figures(terms, exponent).unwrap()
        };
        let sold = line_figures(quantity);
        let taxes = Amount::sum(sold.taxes.iter().copied()).unwrap();
        prop_assert_eq!(sold.net.plus(taxes).unwrap(), sold.gross);
        let included: Amount = Amount::sum(
            product.taxes.iter().zip(&sold.taxes).filter(|(t, _)| t.included).map(|(_, a)| *a),
        ).unwrap();
        prop_assert_eq!(sold.net.plus(included).unwrap(), sold.amount);
        let back = line_figures(quantity.negated());
        prop_assert_eq!(back, sold.mirrored().unwrap());
    }

    /// The rounded line amount is never more than half a minor unit from the exact one.
    #[test]
    fn rounding_moves_at_most_half_a_unit(price in 0_i64..99_999_999_999, thousandths in 1_i64..9_999_999) {
        let quantity = Quantity::from_thousandths(thousandths).unwrap();
        let amount = v1::line_amount(UnitPrice::from_e4(price).unwrap(), quantity, 2).unwrap();
        let exact = i128::from(price) * i128::from(thousandths);
        let booked = i128::from(amount.minor()) * 100_000;
        prop_assert!((exact - booked).abs() * 2 <= 100_000, "{exact} {booked}");
    }

    /// However a basket came about, its running totals are those of its lines, and the paid order says so too.
    #[test]
    fn running_totals_are_the_sum_of_the_lines(steps in steps(), currency in currencies(), refund: bool) {
        let kind = if refund { BasketKind::Refund } else { BasketKind::Sale };
        let mut basket = Basket::new(kind, currency);
        let mut lines = Vec::new();
        for step in steps {
            ring(&mut basket, &mut lines, step);
        }
        prop_assert_eq!(basket.totals(), &Totals::of(&lines).unwrap());
        prop_assert_eq!(basket.is_empty(), lines.is_empty());
        if lines.is_empty() {
            return Ok(());
        }
        let totals = basket.totals().clone();
        prop_assert_eq!(totals.net.plus(totals.tax).unwrap(), totals.gross);
        let paid = Paid::cash(totals.gross, totals.gross).unwrap();
        let order = Order::complete(&basket, lines, paid, OrderDetails { id: "o".into(), ..Default::default() }).unwrap();
        prop_assert_eq!(order.recompute().unwrap(), vec![]);
        let text = serde_json::to_string(&order).unwrap();
        prop_assert_eq!(serde_json::from_str::<Order>(&text).unwrap(), order);
    }

    /// Cash in less change out is what was due.
    #[test]
    fn change_is_what_was_given_too_much(due in 0_i64..10_000_000, extra in 0_i64..10_000_000) {
        let due = Amount::from_minor(due);
        let given = due.plus(Amount::from_minor(extra)).unwrap();
        let paid = Paid::cash(due, given).unwrap();
        prop_assert_eq!(paid.change().minor(), extra);
        prop_assert_eq!(paid.kept().unwrap(), due);
    }

    /// A decimal written and read again is the same number.
    #[test]
    fn decimals_survive_the_trip(value: i64, places in 0_usize..6) {
        prop_assume!(value != i64::MIN);
        let text = pos_core::decimal::format(i128::from(value), places);
        prop_assert_eq!(pos_core::decimal::parse(&text, places), Ok(value));
    }

    /// Any single misread digit of a barcode is noticed.
    #[test]
    fn one_wrong_digit_is_always_noticed(body in "[0-9]{12}", at in 0_usize..13, other in 1_u8..10) {
        let good = pos_core::barcode::complete(&body).unwrap();
        prop_assert!(pos_core::barcode::check(&good).is_ok());
        let mut bytes = good.into_bytes();
        bytes[at] = b'0' + (bytes[at] - b'0' + other) % 10;
        let bad = String::from_utf8(bytes).unwrap();
        prop_assert_eq!(pos_core::barcode::check(&bad).unwrap_err().code(), "bad_check_digit");
    }
}
