//! Figures that were worked out by hand.

use super::*;
use crate::line::Returned;
use crate::tax::{TaxKind, TaxRounding};

fn tax(percent: &str, included: bool) -> Tax {
    Tax::percent("T", percent, included).unwrap()
}

fn terms<'a>(price: &str, quantity: &str, taxes: &'a [Tax]) -> Terms<'a> {
    Terms {
        unit_price: UnitPrice::parse(price).unwrap(),
        quantity: Quantity::parse(quantity).unwrap(),
        discount: None,
        taxes,
    }
}

fn figures(price: &str, quantity: &str, taxes: &[(&str, bool)], exponent: u32) -> LineFigures {
    let taxes: Vec<_> = taxes.iter().map(|(p, i)| tax(p, *i)).collect();
    line_figures(terms(price, quantity, &taxes), exponent).unwrap()
}

fn minor(figures: &LineFigures) -> (i64, Vec<i64>, i64) {
    let taxes = figures.taxes.iter().map(|tax| tax.minor()).collect();
    (figures.net.minor(), taxes, figures.gross.minor())
}

/// The examples checked by hand in the definition of money.
#[test]
fn hand_checked_examples() {
    let f = figures("52.50", "1", &[("12", true)], 2);
    assert_eq!(minor(&f), (4687, vec![563], 5250));
    let f = figures("124.40", "1", &[("8", true)], 2);
    assert_eq!(minor(&f), (11519, vec![921], 12440));
    let f = figures("10920", "1", &[("19", true)], 0);
    assert_eq!(minor(&f), (9176, vec![1744], 10920));
    let f = figures("2300.00", "1", &[("5.5", true), ("15", false)], 2);
    assert_eq!(minor(&f), (218_009, vec![11991, 32701], 262_701));
}

#[test]
fn half_a_penny_goes_away_from_zero_on_both_sides() {
    assert_eq!(figures("0.005", "1", &[], 2).gross.minor(), 1);
    assert_eq!(figures("0.005", "-1", &[], 2).gross.minor(), -1);
    assert_eq!(figures("0.0049", "1", &[], 2).gross.minor(), 0);
    assert_eq!(figures("14.50", "0.450", &[], 2).gross.minor(), 653);
}

#[test]
fn the_largest_line_is_in_range() {
    let f = figures("9999999.9999", "9999999.999", &[("20", true)], 3);
    assert_eq!(f.net.plus(f.taxes[0]).unwrap(), f.gross);
}

/// 10 % of 100.00, then 5 % of the 110.00, included and added.
#[test]
fn a_tax_on_top_of_taxes() {
    let added = [tax("10", false), tax("5", false).on_top()];
    let f = line_figures(terms("100", "1", &added), 2).unwrap();
    assert_eq!(minor(&f), (10_000, vec![1000, 550], 11_550));
    let included = [tax("10", true), tax("5", true).on_top()];
    let f = line_figures(terms("115.50", "1", &included), 2).unwrap();
    assert_eq!(minor(&f), (10_000, vec![1000, 550], 11_550));
}

/// A deposit of 0.25 for each of 3 bottles is in the price of 1.45: (4.35 - 0.75) / 1.2 is the base.
#[test]
fn a_fixed_tax_for_each_unit() {
    let deposit = Tax::new("Deposit", TaxKind::Fixed, "0.25", true).unwrap();
    let f = line_figures(terms("1.45", "3", &[deposit.clone(), tax("20", true)]), 2).unwrap();
    assert_eq!(minor(&f), (300, vec![75, 60], 435));
    // On top of the deposit: base + 0.75 + 0.2 (base + 0.75) = 4.35, so the base is 2.875.
    let vat = tax("20", true).on_top();
    let f = line_figures(terms("1.45", "3", &[deposit, vat]), 2).unwrap();
    assert_eq!(minor(&f), (287, vec![75, 73], 435));
    let levy = Tax::new("Levy", TaxKind::Fixed, "0.0033", false).unwrap();
    let f = line_figures(terms("1", "2.5", &[levy]), 2).unwrap();
    assert_eq!(minor(&f), (250, vec![1], 251));
}

#[test]
fn discounts_of_a_line_stop_at_nothing() {
    let off = |discount| {
        let vat = [tax("20", true)];
        let mut line = terms("12.75", "2", &vat);
        line.discount = Some(discount);
        minor(&line_figures(line, 2).unwrap())
    };
    let percent = |value| off(Discount::percent(value).unwrap());
    // 2.55 off 25.50; 22.95 / 1.2 leaves 3.825 of tax.
    assert_eq!(percent("10"), (1912, vec![383], 2295));
    assert_eq!(percent("100"), (0, vec![0], 0));
    let amount = |minor| off(Discount::amount(Amount::from_minor(minor)).unwrap());
    assert_eq!(amount(550), (1667, vec![333], 2000));
    assert_eq!(amount(9_999_999), (0, vec![0], 0));
    assert_eq!(Discount::percent("100.0001"), Err(MoneyError::OutOfRange));
    assert!(Discount::amount(Amount::from_minor(-1)).is_err());
}

/// 100.00 off a basket of 100.00 leaves nothing anywhere; 1.00 off three equal lines goes to the first.
#[test]
fn a_basket_discount_is_spread_to_the_penny() {
    let shares = |prices: [&str; 3], off: i64| -> Vec<i64> {
        let lines = prices.map(|price| terms(price, "1", &[]));
        let off = Some(Discount::amount(Amount::from_minor(off)).unwrap());
        let figures = order_figures(&lines, off, TaxRounding::Line, 2).unwrap();
        figures.iter().map(|f| f.basket_discount.minor()).collect()
    };
    let thirds = ["33.33", "33.33", "33.34"];
    assert_eq!(shares(thirds, 10_000), [3333, 3333, 3334]);
    assert_eq!(shares(thirds, 99_999), [3333, 3333, 3334]);
    assert_eq!(shares(["1", "1", "1"], 100), [34, 33, 33]);
    assert_eq!(shares(["1", "1", "1"], 200), [67, 67, 66]);
    assert_eq!(shares(["0", "0", "0"], 200), [0, 0, 0]);
}

/// Three times 0.10 with 7.5 % added: 0.0075 rounds to 0.01 on each line, but the sum 0.0225 to 0.02.
#[test]
fn taxes_rounded_for_the_whole_order() {
    let vat = [tax("7.5", false)];
    let lines = [terms("0.10", "1", &vat); 3];
    let taxes = |rounding| -> Vec<i64> {
        let figures = order_figures(&lines, None, rounding, 2).unwrap();
        figures.iter().map(|f| f.taxes[0].minor()).collect()
    };
    assert_eq!(taxes(TaxRounding::Line), [1, 1, 1]);
    assert_eq!(taxes(TaxRounding::Order), [1, 1, 0]);
}

/// One name and value is one group, whether included or added, percentage or fixed.
#[test]
fn groups_are_of_name_and_value_alone() {
    let included = [tax("20", true)];
    let added = [tax("20", false)];
    let fixed = [Tax::new("T", TaxKind::Fixed, "20", false).unwrap()];
    // 0.02 / 6 = 0.00333, 0.02 x 0.2 = 0.004 and 0.001 x 20 = 0.02: together 0.02733, which is 0.03.
    let lines = [
        terms("0.02", "1", &included),
        terms("0.02", "1", &added),
        terms("1", "0.001", &fixed),
    ];
    let figures = order_figures(&lines, None, TaxRounding::Order, 2).unwrap();
    let taxes: Vec<_> = figures.iter().map(|f| f.taxes[0].minor()).collect();
    assert_eq!(taxes, [0, 1, 2]);
}

/// The basket discount of an exchange belongs to what is sold; alone, goods that come back mirror the sale.
#[test]
fn what_comes_back_is_computed_apart() {
    let vat = [tax("20", true)];
    let off = Some(Discount::percent("10").unwrap());
    let nets = |quantities: [&str; 2]| -> Vec<i64> {
        let lines = quantities.map(|quantity| terms("10", quantity, &vat));
        let figures = order_figures(&lines, off, TaxRounding::Order, 2).unwrap();
        figures.iter().map(|f| f.gross.minor()).collect()
    };
    assert_eq!(nets(["1", "1"]), [900, 900]);
    assert_eq!(nets(["-1", "-1"]), [-900, -900]);
    assert_eq!(nets(["-1", "1"]), [-1000, 900]);
}

#[test]
fn cash_goes_to_the_nearest_coin() {
    let rounded = |due, to| {
        cash_rounding(Amount::from_minor(due), Amount::from_minor(to))
            .unwrap()
            .minor()
    };
    assert_eq!([rounded(1232, 5), rounded(1233, 5)], [-2, 2]);
    assert_eq!([rounded(-1232, 5), rounded(-1233, 5)], [2, -2]);
    assert_eq!(
        [rounded(5, 10), rounded(-5, 10), rounded(4, 10)],
        [5, -5, -4]
    );
    assert_eq!([rounded(7, 0), rounded(0, 5), rounded(50, 100)], [0, 0, 50]);
}

/// Three of 10.00 with 1.67 of tax come back one by one: the parts are 3.33, 3.34 and 3.33, and sum.
#[test]
fn parts_of_a_line_sum_to_the_line() {
    let vat = [tax("20", true)];
    let mut line = terms("3.335", "3", &vat);
    line.discount = Some(Discount::amount(Amount::from_minor(1)).unwrap());
    let sold = line_figures(line, 2).unwrap();
    let pieces = |n| Quantity::pieces(n).unwrap();
    let part = |before, now| {
        let returned = Returned {
            order: String::new(),
            receipt: String::new(),
            line: 1,
            sold: pieces(3),
            figures: sold.clone(),
            before: pieces(before),
        };
        returned_part(&returned, &vat, pieces(now)).map(|part| minor(&part))
    };
    assert_eq!(part(0, 3).unwrap(), (-833, vec![-167], -1000));
    assert_eq!(part(0, 1).unwrap(), (-277, vec![-56], -333));
    assert_eq!(part(1, 1).unwrap(), (-279, vec![-55], -334));
    assert_eq!(part(2, 1).unwrap(), (-277, vec![-56], -333));
    assert_eq!(part(2, 2), Err(MoneyError::OutOfRange));
    assert_eq!(part(0, 0), Err(MoneyError::OutOfRange));
    assert_eq!(part(-1, 2), Err(MoneyError::OutOfRange));
    assert_eq!(part(2, -1), Err(MoneyError::OutOfRange));
}
