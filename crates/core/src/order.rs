//! The paid order: the fact that the books are made of.

use crate::basket::{Basket, BasketKind};
use crate::calc::{CalcVersion, v1};
use crate::currency::Currency;
use crate::discount::Discount;
use crate::line::Line;
use crate::money::{Amount, MoneyError};
use crate::payment::Paid;
use crate::tax::TaxRounding;
use crate::totals::Totals;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Which way the goods went.
pub type OrderKind = BasketKind;

/// Why these lines and this payment are no order.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OrderError {
    /// No lines.
    #[error("an order has at least one line")]
    Empty,
    /// The lines are not those that the basket's totals were made of.
    #[error("the lines do not add up to the order's totals")]
    LinesDontSum,
    /// A line whose net and taxes are not its gross, or that lacks a tax figure.
    #[error("line {0} does not add up")]
    LineDoesNotSum(u32),
    /// A line that goes the other way than the order.
    #[error("line {0} has the wrong sign")]
    WrongSign(u32),
    /// The tenders less the change are not the total.
    #[error("the payment is not the total")]
    PaymentDoesNotSum,
    /// A sum that doesn't fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Where the till's figures and a second computation of them differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discrepancy {
    /// The line's number; 0 for what belongs to the whole order.
    pub line: u32,
    /// Which figure.
    pub field: String,
    /// What the till booked, in minor units.
    pub booked: Amount,
    /// What it comes to when computed again, in minor units.
    pub computed: Amount,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct OrderData {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    external_reference: Option<String>,
    kind: OrderKind,
    calc: CalcVersion,
    currency: Currency,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Who allowed it, where a supervisor had to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    authorised_by: Option<String>,
    lines: Vec<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    discount: Option<Discount>,
    #[serde(default, skip_serializing_if = "TaxRounding::is_per_line")]
    tax_rounding: TaxRounding,
    totals: Totals,
    paid: Paid,
}

/// A paid order. Its lines sum to its totals and its payment is its total: no other order can be made or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "OrderData", into = "OrderData")]
pub struct Order(OrderData);

/// What an order is made of besides basket, lines and payment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderDetails {
    /// The order's id (a UUID version 7 in text).
    pub id: String,
    /// The number that another system knows it by.
    pub external_reference: Option<String>,
    /// A note of the cashier.
    pub note: Option<String>,
    /// The staff id of the supervisor who allowed a refund.
    pub authorised_by: Option<String>,
}

impl Order {
    /// The order that `basket` with its `lines` becomes when it was `paid`.
    pub fn complete(
        basket: &Basket,
        lines: Vec<Line>,
        paid: Paid,
        details: OrderDetails,
    ) -> Result<Order, OrderError> {
        let settled = basket.settle(lines)?;
        Order::try_from(OrderData {
            id: details.id,
            external_reference: details.external_reference,
            kind: way_of(&settled.lines),
            calc: CalcVersion::V1,
            currency: basket.currency(),
            note: details.note,
            authorised_by: details.authorised_by,
            lines: settled.lines,
            discount: basket.discount(),
            tax_rounding: basket.tax_rounding(),
            totals: settled.totals,
            paid,
        })
    }

    /// Computes every line again with the calculation version that the order names.
    pub fn recompute(&self) -> Result<Vec<Discrepancy>, MoneyError> {
        let mut found = Vec::new();
        let order = &self.0;
        let exponent = order.currency.exponent();
        let again =
            order
                .calc
                .figures(&order.lines, order.discount, order.tax_rounding, exponent)?;
        for (line, again) in self.0.lines.iter().zip(again) {
            let booked = &line.figures;
            let mut check = |field: &str, booked: Amount, computed: Amount| {
                if booked != computed {
                    found.push(Discrepancy {
                        line: line.number,
                        field: field.to_owned(),
                        booked,
                        computed,
                    });
                }
            };
            check("amount", booked.amount, again.amount);
            check("discount", booked.discount, again.discount);
            check(
                "basket_discount",
                booked.basket_discount,
                again.basket_discount,
            );
            check("net", booked.net, again.net);
            check("gross", booked.gross, again.gross);
            for (tax, (booked, computed)) in
                line.taxes.iter().zip(booked.taxes.iter().zip(&again.taxes))
            {
                check(&tax.name, *booked, *computed);
            }
        }
        if let Some(rounding) = self.0.paid.rounding() {
            let in_cash = self.0.totals.gross.minus(self.0.paid.besides_cash()?)?;
            let computed = v1::cash_rounding(in_cash, rounding.to)?;
            if computed != rounding.difference {
                found.push(Discrepancy {
                    line: 0,
                    field: "cash_rounding".to_owned(),
                    booked: rounding.difference,
                    computed,
                });
            }
        }
        Ok(found)
    }

    /// The order's id.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The number that another system knows it by.
    pub fn external_reference(&self) -> Option<&str> {
        self.0.external_reference.as_deref()
    }

    /// Which way the goods went.
    pub fn kind(&self) -> OrderKind {
        self.0.kind
    }

    /// The calculation version of its figures.
    pub fn calc(&self) -> CalcVersion {
        self.0.calc
    }

    /// The currency of all its amounts.
    pub fn currency(&self) -> Currency {
        self.0.currency
    }

    /// The cashier's note.
    pub fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// The supervisor who allowed it.
    pub fn authorised_by(&self) -> Option<&str> {
        self.0.authorised_by.as_deref()
    }

    /// Its lines, at least one.
    pub fn lines(&self) -> &[Line] {
        &self.0.lines
    }

    /// What was taken off the whole basket.
    pub fn discount(&self) -> Option<Discount> {
        self.0.discount
    }

    /// Where its taxes were rounded.
    pub fn tax_rounding(&self) -> TaxRounding {
        self.0.tax_rounding
    }

    /// What it comes to.
    pub fn totals(&self) -> &Totals {
        &self.0.totals
    }

    /// How it was paid.
    pub fn paid(&self) -> &Paid {
        &self.0.paid
    }
}

/// Which way the goods went. An exchange in which nothing was sold after all is a refund.
fn way_of(lines: &[Line]) -> OrderKind {
    let back = lines.iter().filter(|line| line.quantity.is_negative());
    match back.count() {
        0 => OrderKind::Sale,
        all if all == lines.len() => OrderKind::Refund,
        _ => OrderKind::Exchange,
    }
}

impl TryFrom<OrderData> for Order {
    type Error = OrderError;

    fn try_from(data: OrderData) -> Result<Order, OrderError> {
        if data.lines.is_empty() {
            return Err(OrderError::Empty);
        }
        for line in &data.lines {
            let figures = &line.figures;
            let taxes = Amount::sum(figures.taxes.iter().copied())?;
            if figures.taxes.len() != line.taxes.len() || figures.net.plus(taxes)? != figures.gross
            {
                return Err(OrderError::LineDoesNotSum(line.number));
            }
            let wrong_way = match data.kind {
                OrderKind::Sale => line.quantity.is_negative(),
                OrderKind::Refund => !line.quantity.is_negative(),
                OrderKind::Exchange => false,
            };
            let sold_again = line.returned.is_some() && !line.quantity.is_negative();
            if line.quantity.is_zero() || wrong_way || sold_again {
                return Err(OrderError::WrongSign(line.number));
            }
        }
        if Totals::of(&data.lines)? != data.totals {
            return Err(OrderError::LinesDontSum);
        }
        if data.paid.pays()? != data.totals.gross {
            return Err(OrderError::PaymentDoesNotSum);
        }
        Ok(Order(data))
    }
}

impl From<Order> for OrderData {
    fn from(order: Order) -> OrderData {
        order.0
    }
}
