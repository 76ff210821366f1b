//! Receipts that goods come back against.

use serde::Serialize;

/// A receipt that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptFound {
    /// The number on it.
    pub number: String,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// When it was paid, RFC 3339.
    pub paid_at: String,
    /// The lines that sold something.
    pub lines: Vec<ReturnableLine>,
}

/// A sold line, and how much of it can come back. Quantities are thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReturnableLine {
    /// Its number on the receipt.
    pub number: u32,
    /// The product's code.
    pub code: String,
    /// The product's name.
    pub name: String,
    /// What it was sold by.
    pub unit: String,
    /// How many were sold.
    pub quantity: i64,
    /// How many have come back.
    pub returned: i64,
    /// How many can still come back.
    pub left: i64,
    /// What was paid for the line.
    pub gross: i64,
    /// Whether it is in the basket already.
    pub in_basket: bool,
}

/// What would be paid back for one line. Negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct QuotedLine {
    /// Its number on the receipt.
    pub number: u32,
    /// What would be paid back for it.
    pub gross: i64,
}

/// What would be paid back for all that is chosen. Negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReturnQuote {
    /// Line by line.
    pub lines: Vec<QuotedLine>,
    /// All of them.
    pub gross: i64,
}

impl From<pos_till::views::ReceiptFound> for ReceiptFound {
    fn from(found: pos_till::views::ReceiptFound) -> ReceiptFound {
        let line = |line: pos_till::views::ReturnableLine| ReturnableLine {
            number: line.number,
            code: line.code,
            name: line.name,
            unit: line.unit,
            quantity: line.quantity.thousandths(),
            returned: line.returned.thousandths(),
            left: line.left.thousandths().max(0),
            gross: line.gross.minor(),
            in_basket: line.in_basket,
        };
        ReceiptFound {
            number: found.number,
            business_day: found.business_day,
            paid_at: found.paid_at,
            lines: found.lines.into_iter().map(line).collect(),
        }
    }
}

impl From<pos_till::views::ReturnQuote> for ReturnQuote {
    fn from(quote: pos_till::views::ReturnQuote) -> ReturnQuote {
        let lines = quote.lines.into_iter().map(|(number, gross)| QuotedLine {
            number,
            gross: gross.minor(),
        });
        ReturnQuote {
            lines: lines.collect(),
            gross: quote.gross.minor(),
        }
    }
}
