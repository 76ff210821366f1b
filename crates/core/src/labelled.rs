//! What a label on the goods comes to in the basket: how much of them, and at which price, so that the line is exactly
//! what the label says.

use crate::barcode::{BarcodeError, Scanned};
use crate::basket_error::BasketError;
use crate::calc::v1;
use crate::currency::Currency;
use crate::money::{Amount, MoneyError};
use crate::product::Product;
use crate::quantity::Quantity;
use crate::ratio::Ratio;
use crate::unit_price::UnitPrice;
use thiserror::Error;

/// How much is rung up, and what one unit of it costs where that is not the catalogue's price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labelled {
    /// How much.
    pub quantity: Quantity,
    /// The price that makes the line what the label says.
    pub price: Option<UnitPrice>,
}

/// Why a label comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LabelledError {
    /// The label itself.
    #[error(transparent)]
    Barcode(#[from] BarcodeError),
    /// How much of it.
    #[error(transparent)]
    Basket(#[from] BasketError),
}

impl From<MoneyError> for LabelledError {
    fn from(error: MoneyError) -> Self {
        LabelledError::Basket(error.into())
    }
}

/// What so many `pieces` with this label come to.
///
/// Goods by weight whose label has only a price get the weight that the catalogue's price makes of it. Where no weight to
/// the gram comes to the label's price, the price of a unit gives way by a fraction of a penny.
pub fn labelled(
    product: &Product,
    label: &Scanned,
    pieces: Quantity,
    currency: Currency,
) -> Result<Labelled, LabelledError> {
    let weight = label
        .weight
        .and_then(|weight| weight.quantity(&product.unit));
    let count = label.count.filter(|count| *count > 0).unwrap_or(1);
    let each = match weight {
        Some(weight) => weight,
        None => Quantity::pieces(i64::from(count)).map_err(|_| BasketError::QuantityOutOfRange)?,
    };
    let quantity = times(each, pieces)?;
    let Some(price) = label.price else {
        return Ok(Labelled {
            quantity,
            price: None,
        });
    };
    let one = price.amount(currency)?;
    let total = Ratio::of(one)
        .times(&Ratio::new(i128::from(pieces.thousandths()), 1000)?)
        .round()?;
    let weighed = weight.is_none() && matches!(product.unit.as_str(), "kg" | "g" | "lb");
    let derived = weighed.then(|| weight_for(total, product.unit_price, currency));
    [derived.flatten(), Some(quantity)]
        .into_iter()
        .flatten()
        .find_map(|quantity| priced(product, quantity, total, currency))
        .ok_or_else(|| MoneyError::OutOfRange.into())
}

/// `each` so many times, if that is a whole number of thousandths.
fn times(each: Quantity, pieces: Quantity) -> Result<Quantity, BasketError> {
    let out = BasketError::QuantityOutOfRange;
    let product = i128::from(each.thousandths()) * i128::from(pieces.thousandths());
    if product % 1000 != 0 {
        return Err(out);
    }
    i64::try_from(product / 1000)
        .ok()
        .and_then(|thousandths| Quantity::from_thousandths(thousandths).ok())
        .ok_or(out)
}

/// The quantity of goods at `price` that comes nearest to `total`.
fn weight_for(total: Amount, price: UnitPrice, currency: Currency) -> Option<Quantity> {
    let e7 = 10_i128.pow(7_u32.checked_sub(currency.exponent())?);
    let exact = Ratio::of(total).times(&Ratio::new(e7, i128::from(price.e4())).ok()?);
    let quantity = Quantity::from_thousandths(exact.round().ok()?.minor()).ok()?;
    (!quantity.is_zero()).then_some(quantity)
}

/// The price at which so much comes to `total` exactly, if there is one.
fn priced(
    product: &Product,
    quantity: Quantity,
    total: Amount,
    currency: Currency,
) -> Option<Labelled> {
    let exponent = currency.exponent();
    let comes_to = |price| v1::line_amount(price, quantity, exponent) == Ok(total);
    if comes_to(product.unit_price) {
        return Some(Labelled {
            quantity,
            price: None,
        });
    }
    let e7 = 10_i128.pow(7_u32.checked_sub(exponent)?);
    let per_unit = Ratio::new(e7, i128::from(quantity.thousandths())).ok()?;
    let e4 = Ratio::of(total).times(&per_unit).round().ok()?.minor();
    let price = UnitPrice::from_e4(e4)
        .ok()
        .filter(|price| comes_to(*price))?;
    Some(Labelled {
        quantity,
        price: Some(price),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::{LabelPrice, LabelWeight};

    fn product(unit: &str, price: &str) -> Product {
        Product {
            code: "42".into(),
            name: "Fudge".into(),
            category: "Sweets".into(),
            barcodes: Vec::new(),
            unit: unit.into(),
            unit_price: UnitPrice::parse(price).unwrap(),
            price_id: "p".into(),
            taxes: Vec::new(),
            scheduled: Vec::new(),
        }
    }

    fn label(grams: Option<u64>, pence: Option<u64>) -> Scanned {
        Scanned {
            weight: grams.map(LabelWeight::grams),
            price: pence.map(LabelPrice::minor),
            ..Scanned::default()
        }
    }

    /// Quantity, price, and what the line comes to.
    fn of(product: &Product, label: &Scanned, pieces: &str) -> (String, Option<String>, i64) {
        let pieces = Quantity::parse(pieces).unwrap();
        let rung = labelled(product, label, pieces, Currency::GBP).unwrap();
        let price = rung.price.unwrap_or(product.unit_price);
        let amount = v1::line_amount(price, rung.quantity, 2).unwrap();
        (
            rung.quantity.to_string(),
            rung.price.map(|price| price.to_string()),
            amount.minor(),
        )
    }

    #[test]
    fn a_label_is_what_it_says() {
        let fudge = product("kg", "14.50");
        assert_eq!(
            of(&fudge, &label(Some(450), None), "1"),
            ("0.45".into(), None, 653)
        );
        assert_eq!(
            of(&fudge, &label(Some(450), None), "3"),
            ("1.35".into(), None, 1958)
        );
        assert_eq!(
            of(&fudge, &label(None, Some(653)), "1"),
            ("0.45".into(), None, 653)
        );
        assert_eq!(
            of(&fudge, &label(None, Some(653)), "-1"),
            ("-0.45".into(), None, -653)
        );
        let dear = of(&fudge, &label(Some(450), Some(700)), "1");
        assert_eq!(dear, ("0.45".into(), Some("15.5556".into()), 700));
        let free = product("kg", "0");
        assert_eq!(
            of(&free, &label(None, Some(653)), "1"),
            ("1".into(), Some("6.5300".into()), 653)
        );
        let pie = product("each", "3.00");
        assert_eq!(
            of(&pie, &label(None, Some(250)), "2"),
            ("2".into(), Some("2.5000".into()), 500)
        );
        assert_eq!(
            of(&pie, &label(Some(450), None), "1"),
            ("1".into(), None, 300)
        );
        let six = Scanned {
            count: Some(6),
            ..Scanned::default()
        };
        assert_eq!(of(&pie, &six, "1"), ("6".into(), None, 1800));
        let none = Scanned {
            count: Some(0),
            ..Scanned::default()
        };
        assert_eq!(of(&pie, &none, "1"), ("1".into(), None, 300));
    }

    #[test]
    fn a_label_of_nothing_is_refused() {
        let fudge = product("kg", "14.50");
        let code = |label: &Scanned, pieces: &str| match labelled(
            &fudge,
            label,
            Quantity::parse(pieces).unwrap(),
            Currency::GBP,
        ) {
            Err(LabelledError::Basket(error)) => error.code(),
            Err(LabelledError::Barcode(error)) => error.code(),
            Ok(rung) => panic!("{rung:?}"),
        };
        assert_eq!(
            code(&label(Some(451), None), "0.5"),
            "quantity_out_of_range"
        );
        assert_eq!(code(&label(None, Some(u64::MAX)), "1"), "foreign_price");
        assert_eq!(
            code(&label(None, Some(10_u64.pow(15))), "1"),
            "amount_out_of_range"
        );
    }

    proptest::proptest! {
        /// Whatever a scale prints, the line is that sum to the penny.
        #[test]
        fn the_line_is_the_labels_price(price in 1_i64..2_000_000, pence in 1_u64..100_000, pieces in 1_i64..20) {
            let goods = Product { unit_price: UnitPrice::from_e4(price).unwrap(), ..product("kg", "1") };
            let pieces = Quantity::pieces(pieces).unwrap();
            let rung = labelled(&goods, &label(None, Some(pence)), pieces, Currency::GBP).unwrap();
            let amount = v1::line_amount(rung.price.unwrap_or(goods.unit_price), rung.quantity, 2).unwrap();
            let wanted = i64::try_from(pence).unwrap() * pieces.thousandths() / 1000;
            proptest::prop_assert_eq!(amount.minor(), wanted);
        }
    }
}
