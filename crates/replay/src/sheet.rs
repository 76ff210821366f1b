//! The file's reading, reduced to one row per order: what every place must agree with. Kept beside the run, so that it
//! can be counted again without the file.

use std::fs;
use std::io::BufReader;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{ReplayError, at};
use crate::file::{Invoice, Kind};
use crate::layout::Layout;

/// What the file says of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// `InvoiceNo`, which the order carries as its external reference.
    pub invoice: String,
    /// Which way the goods went.
    pub kind: Kind,
    /// Which of [`Sheet::registers`] rings it.
    pub register: usize,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// How many lines.
    pub lines: i64,
    /// What it comes to, in pence; negative on refunds.
    pub gross: i64,
    /// The VAT in that.
    pub tax: i64,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The ids of the registers.
    pub registers: Vec<String>,
    /// One row per order, in the file's order.
    pub rows: Vec<SheetRow>,
}

impl Sheet {
    /// The sheet of `invoices`, dealt out to `registers` in turn.
    ///
    /// # Errors
    /// When an invoice comes to more than any book can hold.
    pub fn of(invoices: &[Invoice], registers: Vec<String>) -> Result<Sheet, ReplayError> {
        let row = |(place, invoice): (usize, &Invoice)| {
            let figures = invoice.figures();
            let pence = |amount: i128| {
                i64::try_from(amount).map_err(|_| {
                    ReplayError::Unusable(format!(
                        "invoice {} comes to more than any book can hold",
                        invoice.number
                    ))
                })
            };
            Ok(SheetRow {
                invoice: invoice.number.clone(),
                kind: invoice.kind,
                register: place % registers.len().max(1),
                business_day: invoice.at.date().to_string(),
                lines: i64::try_from(invoice.lines.len()).unwrap_or(i64::MAX),
                gross: pence(figures.gross)?,
                tax: pence(figures.tax)?,
            })
        };
        let rows = invoices
            .iter()
            .enumerate()
            .map(row)
            .collect::<Result<_, ReplayError>>()?;
        Ok(Sheet { registers, rows })
    }

    /// Reads the sheet of an earlier run.
    ///
    /// # Errors
    /// When there is none, or none that can be read.
    pub fn load(layout: &Layout) -> Result<Sheet, ReplayError> {
        let path = layout.sheet();
        let file = fs::File::open(&path).map_err(|_| {
            ReplayError::Unusable(format!(
                "{} is no finished replay: it has no {}",
                layout.dir().display(),
                name(&path)
            ))
        })?;
        serde_json::from_reader(BufReader::new(file)).map_err(at(&path))
    }

    /// Writes it beside the run.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn save(&self, layout: &Layout) -> Result<(), ReplayError> {
        let path = layout.sheet();
        let text = serde_json::to_vec(self).map_err(at(&path))?;
        fs::write(&path, text).map_err(at(&path))
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
