//! The basket, its lines and its totals, as the window shows them.

use pos_core::totals::TaxTotal;
use pos_core::{BasketKind, Line, Totals};
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
    /// Without tax.
    pub net: i64,
    /// All taxes.
    pub tax: i64,
    /// What the customer pays for it.
    pub gross: i64,
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
    /// The taxes one by one.
    pub taxes: Vec<TaxView>,
}

/// The whole basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct BasketView {
    /// Its id.
    pub id: String,
    /// Which way the goods go.
    pub kind: Kind,
    /// Its lines, oldest first.
    pub lines: Vec<LineView>,
    /// What they come to.
    pub totals: TotalsView,
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
            net: figures.net.minor(),
            tax: figures.taxes.iter().map(|tax| tax.minor()).sum(),
            gross: figures.gross.minor(),
        }
    }
}

impl From<&Totals> for TotalsView {
    fn from(totals: &Totals) -> TotalsView {
        let tax = |total: &TaxTotal| TaxView {
            name: total.tax.name.clone(),
            rate: total.tax.rate_text(),
            included: total.tax.included,
            net: total.net.minor(),
            amount: total.amount.minor(),
        };
        TotalsView {
            lines: totals.lines,
            items: totals.items,
            net: totals.net.minor(),
            tax: totals.tax.minor(),
            gross: totals.gross.minor(),
            taxes: totals.taxes.iter().map(tax).collect(),
        }
    }
}

impl From<&pos_till::views::BasketView> for BasketView {
    fn from(basket: &pos_till::views::BasketView) -> BasketView {
        BasketView {
            id: basket.id.clone(),
            kind: basket.kind.into(),
            lines: basket.lines.iter().map(LineView::from).collect(),
            totals: TotalsView::from(&basket.totals),
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
