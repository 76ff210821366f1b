//! What people do at a register: real orders with real totals, small.

use crate::dice::Dice;
use pos_core::basket::BasketKind;
use pos_core::order::OrderDetails;
use pos_core::{
    Amount, Basket, Currency, MoneyError, Order, OrderError, Paid, PaymentError, Product, Quantity,
    ShiftTotals, Tax, UnitPrice,
};
use pos_protocol::Fact;
use pos_protocol::fact::{
    BasketVoided, OrderCompleted, ShiftClosed, ShiftOpened, SignedInBy, StaffSignedIn,
};
use thiserror::Error;

/// The shift that is open on a disk.
#[derive(Debug, Clone)]
pub struct Shift {
    /// Its id.
    pub id: String,
    /// What its orders come to.
    pub totals: ShiftTotals,
}

/// Trade that can't be: a fault of this program.
#[derive(Debug, Error)]
pub enum TradeError {
    /// A sum.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A basket.
    #[error(transparent)]
    Basket(#[from] pos_core::BasketError),
    /// A payment.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// An order.
    #[error(transparent)]
    Order(#[from] OrderError),
}

/// What the shop sells.
pub struct Shop {
    products: Vec<Product>,
}

impl Shop {
    /// A small shop.
    pub fn new() -> Result<Shop, MoneyError> {
        let goods = [
            ("85123A", "Heart holder", "2.55"),
            ("22633", "Hand warmer", "1.85"),
            ("21730", "Star", "4.2499"),
        ];
        let mut products = Vec::new();
        for (code, name, price) in goods {
            products.push(Product {
                code: code.to_owned(),
                name: name.to_owned(),
                category: "Gifts".to_owned(),
                barcodes: Vec::new(),
                unit: "each".to_owned(),
                unit_price: UnitPrice::parse(price)?,
                price_id: format!("{code}-1"),
                taxes: vec![Tax::percent("VAT", "20", true)?],
                scheduled: Vec::new(),
            });
        }
        Ok(Shop { products })
    }

    /// A paid order.
    pub fn order(
        &self,
        dice: &mut Dice,
        kind: BasketKind,
        shift: &str,
    ) -> Result<OrderCompleted, TradeError> {
        let mut basket = Basket::new(kind, Currency::GBP);
        let mut lines = Vec::new();
        for _ in 0..dice.between(1, 4) {
            let product = &self.products[dice.index(self.products.len())];
            let pieces = i64::try_from(dice.between(1, 9)).unwrap_or(1);
            lines.push(basket.add(product, 1, Quantity::pieces(pieces)?)?);
        }
        let due = basket.totals().gross;
        let given = match kind {
            BasketKind::Sale => due.plus(Amount::from_minor(dice.index(500) as i64))?,
            BasketKind::Refund | BasketKind::Exchange => due,
        };
        let details = OrderDetails {
            id: dice.uuid().to_string(),
            ..OrderDetails::default()
        };
        Ok(OrderCompleted {
            shift: shift.to_owned(),
            basket: dice.uuid().to_string(),
            order: Order::complete(&basket, lines, Paid::cash(due, given)?, details)?,
        })
    }
}

/// Somebody signs in.
pub fn signed_in() -> Fact {
    Fact::StaffSignedIn(StaffSignedIn {
        roles: vec!["supervisor".to_owned()],
        grant_expires: "2026-12-01T00:00:00Z".to_owned(),
        by: SignedInBy::Online,
        from: None,
    })
}

/// A shift opens.
pub fn opened(id: &str, number: u32) -> Fact {
    Fact::ShiftOpened(ShiftOpened {
        shift: id.to_owned(),
        number,
        float: Amount::from_minor(10_000),
        currency: "GBP".to_owned(),
    })
}

/// A shift closes.
pub fn closed(shift: &Shift, perpetual: Amount) -> Result<Fact, MoneyError> {
    let expected_cash = shift.totals.cash.plus(Amount::from_minor(10_000))?;
    Ok(Fact::ShiftClosed(ShiftClosed {
        shift: shift.id.clone(),
        totals: shift.totals.clone(),
        expected_cash,
        counted_cash: expected_cash,
        perpetual,
        difference_reason: None,
        z_number: None,
    }))
}

/// A basket is given up.
pub fn voided(dice: &mut Dice, shift: &str) -> Fact {
    Fact::BasketVoided(BasketVoided {
        basket: dice.uuid().to_string(),
        shift: shift.to_owned(),
        lines: 2,
        gross: Amount::from_minor(510),
        currency: "GBP".to_owned(),
        fence: None,
    })
}
