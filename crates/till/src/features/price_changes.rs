//! What a basket's products cost by now: a line keeps the price that it was rung up at, and somebody is told.

use crate::error::TillError;
use crate::store::{basket_lines, baskets};
use crate::till::Till;
use crate::views::PriceChange;
use pos_core::{Line, Product};

/// The lines of the open basket whose products cost something else by now, or are not sold any more.
pub fn basket_changes(till: &Till) -> Result<Vec<PriceChange>, TillError> {
    let db = till.db()?;
    let Some(open) = baskets::open(db)? else {
        return Ok(Vec::new());
    };
    let now = till.now();
    price_changes(&basket_lines::all(db, &open.id)?, |code| {
        let found = till.read_catalogue(|catalogue| catalogue.find(code, now))?;
        Ok(found.map(|(product, _)| product))
    })
}

/// Holds `lines` against the catalogue, where `now` finds a product by its code. A price that was typed by hand
/// stays what it is; that its product is gone is said all the same.
pub fn price_changes(
    lines: &[Line],
    mut now: impl FnMut(&str) -> Result<Option<Product>, TillError>,
) -> Result<Vec<PriceChange>, TillError> {
    let mut changes = Vec::new();
    // What comes back is worth what the receipt says, whatever it costs now.
    for line in lines.iter().filter(|line| line.returned.is_none()) {
        let change = |now, taxes| PriceChange {
            line: line.number,
            code: line.code.clone(),
            name: line.name.clone(),
            was: line.unit_price,
            now,
            taxes,
        };
        match now(&line.code)? {
            None => changes.push(change(None, false)),
            Some(product) => {
                let taxes = product.taxes != line.taxes;
                let another = product.unit_price != line.unit_price || taxes;
                if another && line.price_override.is_none() {
                    changes.push(change(Some(product.unit_price), taxes));
                }
            }
        }
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pos_core::{Basket, BasketKind, Currency, Quantity, Tax, UnitPrice};

    fn product(price: &str, rate: &str) -> Product {
        Product {
            code: "A".into(),
            name: "Mug".into(),
            category: String::new(),
            barcodes: Vec::new(),
            unit: "each".into(),
            unit_price: UnitPrice::parse(price).unwrap(),
            // The server keeps a price's id as long as the price stays, whatever becomes of the taxes.
            price_id: price.into(),
            taxes: vec![Tax::percent("VAT", rate, true).unwrap()],
            scheduled: Vec::new(),
        }
    }

    fn rung(price: &str) -> (Basket, Line) {
        let mut basket = Basket::new(BasketKind::Sale, Currency::GBP);
        let line = basket.add(&product(price, "20"), 1, Quantity::ONE).unwrap();
        (basket, line)
    }

    #[test]
    fn another_price_another_tax_and_a_product_that_is_gone_are_told() {
        let (_, line) = rung("2.55");
        let found = |now: Option<Product>| {
            let changes = price_changes(std::slice::from_ref(&line), |_| Ok(now.clone())).unwrap();
            changes
                .first()
                .map(|change| (change.now.map(UnitPrice::e4), change.taxes))
        };
        assert_eq!(found(Some(product("2.55", "20"))), None);
        assert_eq!(
            found(Some(product("2.75", "20"))),
            Some((Some(27_500), false))
        );
        assert_eq!(
            found(Some(product("2.55", "5"))),
            Some((Some(25_500), true))
        );
        assert_eq!(found(None), Some((None, false)));
        // The same price under another id is no news.
        let renamed = Product {
            price_id: "again".into(),
            ..product("2.55", "20")
        };
        assert_eq!(found(Some(renamed)), None);
    }

    #[test]
    fn a_typed_price_stays() {
        let (mut basket, line) = rung("2.55");
        let typed = UnitPrice::parse("1.00").unwrap();
        let line = basket.override_price(&line, typed, "Dented").unwrap();
        let lines = [line];
        let now = |_: &str| Ok(Some(product("2.75", "20")));
        assert_eq!(price_changes(&lines, now).unwrap(), []);
        assert_eq!(price_changes(&lines, |_| Ok(None)).unwrap().len(), 1);
    }
}
