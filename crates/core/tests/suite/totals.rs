//! The totals of a basket, tax by tax.

use crate::given::product;
use pos_core::{
    Amount, Basket, BasketError, BasketKind, Currency, MoneyError, Quantity, Tax, TaxKind,
};

/// Name, net and amount of each tax.
fn taxes(basket: &Basket) -> Vec<(&str, i64, i64)> {
    let figures = |amount: Amount| amount.minor();
    let of = basket.totals().taxes.iter();
    of.map(|total| (&*total.tax.name, figures(total.net), figures(total.amount)))
        .collect()
}

/// A book at 0 % and a bottle whose price is nothing but its deposit are in the totals as long as they are in the basket.
#[test]
fn a_tax_of_nothing_and_a_net_of_nothing_are_in_the_totals_too() {
    let book = product("8.00", vec![Tax::percent("Zero", "0", true).unwrap()]);
    let deposit = Tax::new("Deposit", TaxKind::Fixed, "0.25", true).unwrap();
    let bottle = product("0.25", vec![deposit]);
    let mut basket = Basket::new(BasketKind::Sale, Currency::GBP);
    let two = Quantity::pieces(2).unwrap();
    let books = basket.add(&book, 1, two).unwrap();
    let bottles = basket.add(&bottle, 1, two).unwrap();
    assert_eq!(taxes(&basket), [("Deposit", 0, 50), ("Zero", 16_00, 0)]);
    let totals = basket.totals();
    assert_eq!((totals.lines, totals.items), (2, 4000));
    assert_eq!((totals.net.minor(), totals.gross.minor()), (16_00, 16_50));

    basket.remove(&books).unwrap();
    assert_eq!(taxes(&basket), [("Deposit", 0, 50)]);
    assert_eq!((basket.totals().lines, basket.totals().items), (1, 2000));
    basket.remove(&bottles).unwrap();
    assert_eq!(taxes(&basket), []);
    assert!(basket.is_empty());
}

#[test]
fn nothing_can_be_taken_out_of_an_empty_basket() {
    let empty = Basket::new(BasketKind::Sale, Currency::GBP);
    let mut other = empty.clone();
    let line = other.add(&product("8.00", vec![]), 1, Quantity::ONE);
    let mut basket = empty.clone();
    let refused = basket.remove(&line.unwrap());
    assert_eq!(refused, Err(BasketError::Money(MoneyError::OutOfRange)));
    assert_eq!(basket, empty);
}
