//! The basket that is being rung up: what may go in, and what it comes to.
//!
//! A basket does not hold its lines. Whoever keeps them hands in the line to be changed, and the totals move by
//! that line alone, so a basket of 1,114 lines costs per scan what an empty one does.

use crate::basket_error::BasketError;
use crate::calc::v1::Terms;
use crate::calc::{CalcVersion, v1};
use crate::currency::Currency;
use crate::discount::Discount;
use crate::labelled::Labelled;
use crate::line::{Line, LineFigures, PriceOverride, PriceSource};
use crate::money::MoneyError;
use crate::product::Product;
use crate::quantity::Quantity;
use crate::sold::{SoldLine, SoldReceipt, figures_of};
use crate::tax::TaxRounding;
use crate::totals::Totals;
use crate::unit_price::UnitPrice;
use serde::{Deserialize, Serialize};

/// Which way the goods go.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasketKind {
    /// Goods leave, quantities are positive.
    Sale,
    /// Goods come back, quantities are negative.
    Refund,
    /// Goods go both ways in one basket.
    Exchange,
}

/// The longest reason, in characters.
pub const MAX_REASON: usize = 200;

/// The reason that the books keep of a price that the goods themselves carry.
pub const LABEL_PRICE: &str = "Price on the label";

/// A basket without its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basket {
    kind: BasketKind,
    currency: Currency,
    next_number: u32,
    revision: u64,
    totals: Totals,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    discount: Option<Discount>,
    #[serde(default, skip_serializing_if = "TaxRounding::is_per_line")]
    tax_rounding: TaxRounding,
}

/// What a basket comes to when all its lines are looked at together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The lines with their final figures.
    pub lines: Vec<Line>,
    /// What they come to.
    pub totals: Totals,
}

impl Basket {
    /// An empty basket.
    pub fn new(kind: BasketKind, currency: Currency) -> Basket {
        Basket {
            kind,
            currency,
            next_number: 1,
            revision: 0,
            totals: Totals::default(),
            discount: None,
            tax_rounding: TaxRounding::default(),
        }
    }

    /// The same basket in a shop that rounds taxes in this way.
    pub fn rounding_taxes(self, tax_rounding: TaxRounding) -> Basket {
        Basket {
            tax_rounding,
            ..self
        }
    }

    /// Adds `quantity` of `product`: positive, also in a refund; negative for what comes back in an exchange.
    pub fn add(
        &mut self,
        product: &Product,
        catalogue_version: u64,
        quantity: Quantity,
    ) -> Result<Line, BasketError> {
        let labelled = Labelled {
            quantity,
            price: None,
        };
        self.add_labelled(product, catalogue_version, labelled)
    }

    /// Adds `product` as its label has it: so much of it, at the label's price.
    pub fn add_labelled(
        &mut self,
        product: &Product,
        catalogue_version: u64,
        labelled: Labelled,
    ) -> Result<Line, BasketError> {
        let quantity = self.signed(labelled.quantity)?;
        let exponent = self.currency.exponent();
        let mut line = Line {
            number: self.next_number,
            code: product.code.clone(),
            name: product.name.clone(),
            unit: product.unit.clone(),
            price_id: product.price_id.clone(),
            catalogue_version,
            unit_price: labelled.price.unwrap_or(product.unit_price),
            price_override: labelled.price.map(|_| PriceOverride {
                catalogue_price: product.unit_price,
                reason: LABEL_PRICE.to_owned(),
                source: PriceSource::Label,
            }),
            quantity,
            discount: None,
            taxes: product.taxes.clone(),
            note: None,
            figures: LineFigures::default(),
            returned: None,
        };
        line.figures = v1::line_figures(Terms::of(&line), exponent)?;
        self.totals = self.totals.with(&line)?;
        self.next_number += 1;
        self.revision += 1;
        Ok(line)
    }

    /// Brings back `quantity`, a positive one, of what a receipt sold. Goods go both ways from then on, unless all of them
    /// came back anyhow.
    pub fn bring_back(
        &mut self,
        receipt: &SoldReceipt,
        sold: &SoldLine,
        quantity: Quantity,
    ) -> Result<Line, BasketError> {
        let mut line = sold.bring_back(receipt, quantity)?;
        line.number = self.next_number;
        self.totals = self.totals.with(&line)?;
        if self.kind == BasketKind::Sale {
            self.kind = BasketKind::Exchange;
        }
        self.next_number += 1;
        self.revision += 1;
        Ok(line)
    }

    /// The same line with another quantity. Of a receipt's line: how many come back, with either sign.
    pub fn change_quantity(
        &mut self,
        line: &Line,
        quantity: Quantity,
    ) -> Result<Line, BasketError> {
        if let Some(returned) = &line.returned {
            let now = quantity.magnitude();
            let mut next = line.clone();
            next.figures = figures_of(returned, &line.taxes, now)?;
            next.quantity = now.negated();
            return self.put_in_place(line, next);
        }
        let quantity = self.signed(quantity)?;
        self.replace(line, |next| next.quantity = quantity)
    }

    /// The same line at another price, for a `reason` that the books keep.
    pub fn override_price(
        &mut self,
        line: &Line,
        price: UnitPrice,
        reason: &str,
    ) -> Result<Line, BasketError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(BasketError::OverrideWithoutReason);
        }
        if reason.chars().count() > MAX_REASON || reason.chars().any(char::is_control) {
            return Err(BasketError::BadText);
        }
        let catalogue_price = match &line.price_override {
            Some(earlier) => earlier.catalogue_price,
            None => line.unit_price,
        };
        self.replace(line, |next| {
            next.unit_price = price;
            next.price_override = Some(PriceOverride {
                catalogue_price,
                reason: reason.to_owned(),
                source: PriceSource::Typed,
            });
        })
    }

    /// The same line at what its `product` costs in the catalogue now. A price that was typed gives way.
    pub fn take_price(
        &mut self,
        line: &Line,
        product: &Product,
        catalogue_version: u64,
    ) -> Result<Line, BasketError> {
        self.replace(line, |next| {
            next.unit_price = product.unit_price;
            next.price_id = product.price_id.clone();
            next.catalogue_version = catalogue_version;
            next.taxes = product.taxes.clone();
            next.price_override = None;
        })
    }

    /// The same line with another discount, or with none.
    pub fn discount_line(
        &mut self,
        line: &Line,
        discount: Option<Discount>,
    ) -> Result<Line, BasketError> {
        let discount = discount.map(Discount::checked).transpose()?;
        self.replace(line, |next| next.discount = discount)
    }

    /// The same line with another note beside it, or with none.
    pub fn note_line(&mut self, line: &Line, note: Option<String>) -> Line {
        self.revision += 1;
        Line {
            note,
            ..line.clone()
        }
    }

    /// Takes something off the whole basket, or nothing any more.
    pub fn set_discount(&mut self, discount: Option<Discount>) -> Result<(), BasketError> {
        self.discount = discount.map(Discount::checked).transpose()?;
        self.revision += 1;
        Ok(())
    }

    /// Whether its figures depend on all lines together: they have a discount in common, or their taxes are rounded once.
    /// While that is so, [`Basket::totals`] are those of the lines alone and [`Basket::settle`] has the final ones.
    pub fn is_settled_together(&self) -> bool {
        self.discount.is_some() || !self.tax_rounding.is_per_line()
    }

    /// What all `lines` of this basket come to.
    pub fn settle(&self, mut lines: Vec<Line>) -> Result<Settled, MoneyError> {
        if !self.is_settled_together() {
            let totals = self.totals.clone();
            return Ok(Settled { lines, totals });
        }
        let exponent = self.currency.exponent();
        let figures =
            CalcVersion::V1.figures(&lines, self.discount, self.tax_rounding, exponent)?;
        for (line, figures) in lines.iter_mut().zip(figures) {
            line.figures = figures;
        }
        let totals = Totals::of(&lines)?;
        Ok(Settled { lines, totals })
    }

    /// Takes a line out.
    pub fn remove(&mut self, line: &Line) -> Result<(), BasketError> {
        self.totals = self.totals.without(line)?;
        self.revision += 1;
        Ok(())
    }

    /// Which way the goods go.
    pub fn kind(&self) -> BasketKind {
        self.kind
    }

    /// The currency of every amount in it.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// Grows with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What is taken off the whole basket.
    pub fn discount(&self) -> Option<Discount> {
        self.discount
    }

    /// Where its taxes are rounded.
    pub fn tax_rounding(&self) -> TaxRounding {
        self.tax_rounding
    }

    /// What it comes to, each line by itself.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.totals.lines == 0
    }

    fn signed(&self, quantity: Quantity) -> Result<Quantity, BasketError> {
        if quantity.is_zero() {
            return Err(BasketError::ZeroQuantity);
        }
        if quantity.is_negative() && self.kind != BasketKind::Exchange {
            return Err(BasketError::QuantityOutOfRange);
        }
        Ok(match self.kind {
            BasketKind::Sale | BasketKind::Exchange => quantity,
            BasketKind::Refund => quantity.negated(),
        })
    }

    fn replace(
        &mut self,
        line: &Line,
        change: impl FnOnce(&mut Line),
    ) -> Result<Line, BasketError> {
        if line.returned.is_some() {
            return Err(BasketError::ReturnedLine);
        }
        let mut next = line.clone();
        change(&mut next);
        let exponent = self.currency.exponent();
        next.figures = v1::line_figures(Terms::of(&next), exponent)?;
        self.put_in_place(line, next)
    }

    fn put_in_place(&mut self, line: &Line, next: Line) -> Result<Line, BasketError> {
        self.totals = self.totals.without(line)?.with(&next)?;
        self.revision += 1;
        Ok(next)
    }
}
