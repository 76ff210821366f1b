//! The basket, its lines and its totals, as the window shows them.

use pos_core::totals::TaxTotal;
use pos_core::{BasketKind, Discount, Line, Totals};
use serde::Serialize;

/// Which way the goods go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Goods leave.
    Sale,
    /// Goods come back.
    Refund,
    /// Goods go both ways.
    Exchange,
}

/// What is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DiscountView {
    /// In ten-thousandths of a per cent, when it is so many per cent.
    pub percent_e4: Option<u64>,
    /// In minor units, when it is a sum.
    pub amount: Option<i64>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    /// Its number in the basket.
    pub number: u32,
    /// The product's code.
    pub code: String,
    /// The product's name.
    pub name: String,
    /// What it is sold by.
    pub unit: String,
    /// Thousandths; negative when goods come back.
    pub quantity: i64,
    /// What one unit costs here.
    pub unit_price_e4: i64,
    /// The catalogue's price, when another one was typed.
    pub catalogue_price_e4: Option<i64>,
    /// Why another price was typed.
    pub override_reason: Option<String>,
    /// Whether the other price is that of the label on the goods.
    pub label_price: bool,
    /// Price times quantity, before anything is taken off.
    pub amount: i64,
    /// What is taken off this line.
    pub discount: Option<DiscountView>,
    /// What that comes to.
    pub discounted: i64,
    /// What the cashier wrote beside it.
    pub note: Option<String>,
    /// Without tax.
    pub net: i64,
    /// All taxes.
    pub tax: i64,
    /// What the customer pays for it.
    pub gross: i64,
    /// The receipt that it comes back against.
    pub returned_from: Option<String>,
}

/// The sum of one tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TaxView {
    /// Its name.
    pub name: String,
    /// Per cent, as people write it.
    pub rate: String,
    /// Whether the prices contain it.
    pub included: bool,
    /// The net of the lines that bear it.
    pub net: i64,
    /// What it comes to.
    pub amount: i64,
}

/// What the lines come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TotalsView {
    /// How many lines.
    pub lines: u32,
    /// The sum of the quantities, in thousandths.
    pub items: i64,
    /// Without tax.
    pub net: i64,
    /// All taxes.
    pub tax: i64,
    /// What is to be paid.
    pub gross: i64,
    /// What all discounts take off.
    pub discounts: i64,
    /// The taxes one by one.
    pub taxes: Vec<TaxView>,
}

/// The whole basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BasketView {
    /// Its id.
    pub id: String,
    /// What it was called while it was held; empty for most.
    pub name: String,
    /// Which way the goods go.
    pub kind: Kind,
    /// Its lines, oldest first.
    pub lines: Vec<LineView>,
    /// What they come to.
    pub totals: TotalsView,
    /// What is taken off the whole basket.
    pub discount: Option<DiscountView>,
    /// What the cashier wrote on it.
    pub note: Option<String>,
    /// Grows with every change.
    pub revision: u64,
}

/// What one change did: the line, not the whole basket, so that the thousandth scan costs what the first did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BasketChange {
    /// The line as it is now; of a removed line, as it was.
    pub line: LineView,
    /// The number of the line that was taken out.
    pub removed: Option<u32>,
    /// What the basket comes to.
    pub totals: TotalsView,
    /// Grows with every change.
    pub revision: u64,
    /// Which way the goods go.
    pub kind: Kind,
}

impl From<BasketKind> for Kind {
    fn from(kind: BasketKind) -> Kind {
        match kind {
            BasketKind::Sale => Kind::Sale,
            BasketKind::Refund => Kind::Refund,
            BasketKind::Exchange => Kind::Exchange,
        }
    }
}

impl From<Discount> for DiscountView {
    fn from(discount: Discount) -> DiscountView {
        let (percent_e4, amount) = match discount {
            Discount::Percent { rate_e4 } => (Some(rate_e4), None),
            Discount::Amount { amount } => (None, Some(amount.minor())),
        };
        DiscountView { percent_e4, amount }
    }
}

impl From<&Line> for LineView {
    fn from(line: &Line) -> LineView {
        let figures = &line.figures;
        let changed = line.price_override.as_ref();
        LineView {
            number: line.number,
            code: line.code.clone(),
            name: line.name.clone(),
            unit: line.unit.clone(),
            quantity: line.quantity.thousandths(),
            unit_price_e4: line.unit_price.e4(),
            catalogue_price_e4: changed.map(|changed| changed.catalogue_price.e4()),
            override_reason: changed.map(|changed| changed.reason.clone()),
            label_price: changed.is_some_and(|changed| !changed.source.is_typed()),
            amount: figures.amount.minor(),
            discount: line.discount.map(DiscountView::from),
            discounted: figures.discount.minor(),
            note: line.note.clone(),
            net: figures.net.minor(),
            tax: figures.taxes.iter().map(|tax| tax.minor()).sum(),
            gross: figures.gross.minor(),
            returned_from: line.returned.as_ref().map(|of| of.receipt.clone()),
        }
    }
}

impl From<&TaxTotal> for TaxView {
    fn from(total: &TaxTotal) -> TaxView {
        TaxView {
            name: total.tax.name.clone(),
            rate: total.tax.rate_text(),
            included: total.tax.included,
            net: total.net.minor(),
            amount: total.amount.minor(),
        }
    }
}

impl From<&Totals> for TotalsView {
    fn from(totals: &Totals) -> TotalsView {
        TotalsView {
            lines: totals.lines,
            items: totals.items,
            net: totals.net.minor(),
            tax: totals.tax.minor(),
            gross: totals.gross.minor(),
            discounts: totals.discounts.minor(),
            taxes: totals.taxes.iter().map(TaxView::from).collect(),
        }
    }
}

impl From<&pos_till::views::BasketView> for BasketView {
    fn from(basket: &pos_till::views::BasketView) -> BasketView {
        BasketView {
            id: basket.id.clone(),
            name: basket.name.clone(),
            kind: basket.kind.into(),
            lines: basket.lines.iter().map(LineView::from).collect(),
            totals: TotalsView::from(&basket.totals),
            discount: basket.discount.map(DiscountView::from),
            note: basket.note.clone(),
            revision: basket.revision,
        }
    }
}

impl From<pos_till::views::BasketChange> for BasketChange {
    fn from(change: pos_till::views::BasketChange) -> BasketChange {
        BasketChange {
            line: LineView::from(&change.line),
            removed: change.removed,
            totals: TotalsView::from(&change.totals),
            revision: change.revision,
            kind: change.kind.into(),
        }
    }
}
