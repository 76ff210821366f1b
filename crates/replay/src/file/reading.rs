//! Reads the whole file: accepted rows grouped into invoices, the products they imply, and the refused rows written out.

use std::collections::HashMap;
use std::io::Write;

use jiff::civil::DateTime;

use super::classify::{Kind, Refusal, classify};
use super::figures::{self, Figures};
use super::products::{Product, Products};
use super::refused::{RefusedCounts, RefusedRows};
use super::rows::{Row, Rows};
use crate::error::ReplayError;

/// The most pieces that one line can hold, either way.
pub const MAX_PIECES: i64 = 9_999_999;
/// The highest price that a line can have, in ten-thousandths.
pub const MAX_PRICE_E4: i64 = 99_999_999_999;

/// The most characters of an invoice number or a stock code.
pub const MAX_TEXT: usize = 64;

/// A line to be rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoldLine {
    /// Which of [`Reading::products`].
    pub product: u32,
    /// Pieces; negative when they came back.
    pub quantity: i64,
    /// What one piece cost, in ten-thousandths.
    pub price_e4: i64,
}

/// An order to be rung.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// `InvoiceNo`
    pub number: String,
    /// Which way the goods went.
    pub kind: Kind,
    /// When, by the wall clock in the shop: the time of its first line.
    pub at: DateTime,
    /// Its lines, in the file's order.
    pub lines: Vec<SoldLine>,
}

impl Invoice {
    /// What it comes to.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let lines = self
            .lines
            .iter()
            .map(|line| figures::line(line.quantity, line.price_e4));
        lines.fold(Figures::default(), Figures::plus)
    }
}

/// What the file says.
#[derive(Debug)]
pub struct Reading {
    /// Its orders, in the order in which their first lines stand in the file.
    pub invoices: Vec<Invoice>,
    /// Its products.
    pub products: Vec<Product>,
    /// How many rows are no till work.
    pub refused: RefusedCounts,
}

impl Reading {
    /// Reads all of `rows` and writes the refused ones.
    ///
    /// # Errors
    /// When the input can't be read on or the refused rows can't be written.
    pub fn of<W: Write>(
        mut rows: Rows,
        mut refused: RefusedRows<W>,
    ) -> Result<Reading, ReplayError> {
        let mut invoices: Vec<Invoice> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut products = Products::default();
        while let Some(numbered) = rows.next_row()? {
            let (row, kind) = match numbered
                .row
                .map_err(|m| (Refusal::Malformed, m))
                .and_then(accept)
            {
                Ok(accepted) => accepted,
                Err((reason, message)) => {
                    refused.add(numbered.line, &numbered.invoice, reason, &message)?;
                    continue;
                }
            };
            let product = products.note(&row.code, &row.description, row.price_e4);
            let line = SoldLine {
                product,
                quantity: row.quantity,
                price_e4: row.price_e4,
            };
            let place = *places.entry(row.invoice).or_insert_with_key(|number| {
                invoices.push(Invoice {
                    number: number.clone(),
                    kind,
                    at: row.at,
                    lines: Vec::new(),
                });
                invoices.len() - 1
            });
            invoices[place].lines.push(line);
        }
        Ok(Reading {
            invoices,
            products: products.finish(),
            refused: refused.finish()?,
        })
    }

    /// How many lines are sold at another price than the catalogue's.
    #[must_use]
    pub fn overrides(&self) -> u64 {
        let lines = self.invoices.iter().flat_map(|invoice| &invoice.lines);
        lines.filter(|line| self.is_overridden(line)).count() as u64
    }

    /// Whether `line` is sold at another price than the catalogue's.
    #[must_use]
    pub fn is_overridden(&self, line: &SoldLine) -> bool {
        self.products[line.product as usize].price_e4 != line.price_e4
    }
}

fn accept(mut row: Row) -> Result<(Row, Kind), (Refusal, String)> {
    let kind = classify(&row.invoice, row.quantity, row.price_e4)
        .map_err(|reason| (reason, explain(reason, &row)))?;
    if row.quantity.abs() > MAX_PIECES {
        return Err((
            Refusal::Malformed,
            "Quantity is out of range: a line holds up to 9,999,999.999".into(),
        ));
    }
    if row.price_e4 > MAX_PRICE_E4 {
        return Err((
            Refusal::Malformed,
            "UnitPrice is out of range: prices go up to 9,999,999.9999".into(),
        ));
    }
    // The space around them is nothing that a till could type or scan.
    row.invoice = row.invoice.trim().to_owned();
    row.code = row.code.trim().to_owned();
    for (name, text) in [("InvoiceNo", &row.invoice), ("StockCode", &row.code)] {
        if text.chars().count() > MAX_TEXT {
            let message = format!("{name} is too long: at most {MAX_TEXT} characters can be kept");
            return Err((Refusal::Malformed, message));
        }
    }
    Ok((row, kind))
}

fn explain(reason: Refusal, row: &Row) -> String {
    match reason {
        Refusal::StockCorrection => {
            format!(
                "a quantity of {} on an invoice that is no refund: a correction of the stock, nothing was sold",
                row.quantity
            )
        }
        Refusal::ZeroPrice => "a price of 0: nothing was sold".into(),
        Refusal::NotASaleOrRefund
            if !row
                .invoice
                .starts_with(|c: char| c.is_ascii_digit() || c == 'C') =>
        {
            "the invoice number begins with neither a digit nor C: neither a sale nor a refund"
                .into()
        }
        Refusal::NotASaleOrRefund => {
            "quantity and price have signs that neither a sale nor a refund has".into()
        }
        Refusal::Malformed => "the row can't be read".into(),
    }
}
