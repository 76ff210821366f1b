//! The rows of the file one by one: columns by the header's names, each row either read or told what is wrong with it.

use std::borrow::Cow;

use csv::{ByteRecord, Reader, ReaderBuilder, Terminator};
use jiff::civil::DateTime;

use super::input::LineFeeds;
use super::{number, text};
use crate::error::ReplayError;

/// Every column that the header must name; more columns and another order are no harm.
const COLUMNS: [&str; 8] = [
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
];

/// A row that parses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// `InvoiceNo`
    pub invoice: String,
    /// `StockCode`
    pub code: String,
    /// `Description`
    pub description: String,
    /// `Quantity`, in pieces
    pub quantity: i64,
    /// `InvoiceDate`, the wall clock in the shop
    pub at: DateTime,
    /// `UnitPrice`, in ten-thousandths of a pound
    pub price_e4: i64,
}

/// One row with its place; the error is the message for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedRow {
    /// The line that it begins on; the header is line 1.
    pub line: u64,
    /// Its invoice number, as far as it has one.
    pub invoice: String,
    /// What it says, or what is wrong with it.
    pub row: Result<Row, String>,
}

/// Reads rows until the input ends.
pub struct Rows {
    reader: Reader<LineFeeds>,
    /// Where each of [`COLUMNS`] stands.
    at: [usize; COLUMNS.len()],
    record: ByteRecord,
}

impl Rows {
    /// Reads the header.
    ///
    /// # Errors
    /// When it can't be read or lacks a column.
    pub fn begin(input: LineFeeds) -> Result<Rows, ReplayError> {
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .terminator(Terminator::Any(b'\n'))
            .from_reader(input);
        let mut record = ByteRecord::new();
        reader
            .read_byte_record(&mut record)
            .map_err(|e| unreadable(1, &e))?;
        let names: Vec<String> = record
            .iter()
            .map(|name| text::of(name).into_owned())
            .collect();
        let found = |name: &str| {
            names
                .iter()
                .position(|n| n.trim_start_matches('\u{feff}') == name)
        };
        let missing: Vec<&str> = COLUMNS
            .into_iter()
            .filter(|name| found(name).is_none())
            .collect();
        if !missing.is_empty() {
            return Err(ReplayError::Unusable(format!(
                "the header (line 1) lacks {}; it must name the columns {}",
                missing.join(", "),
                COLUMNS.join(",")
            )));
        }
        let at = COLUMNS.map(|name| found(name).unwrap_or_default());
        Ok(Rows { reader, at, record })
    }

    /// The next row, or `None` at the end.
    ///
    /// # Errors
    /// When the input can't be read on.
    pub fn next_row(&mut self) -> Result<Option<NumberedRow>, ReplayError> {
        let before = self.reader.position().line();
        if !self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(|e| unreadable(before, &e))?
        {
            return Ok(None);
        }
        // Counted back from the end: the reader skips empty lines without telling.
        let inside = self
            .record
            .as_slice()
            .iter()
            .filter(|byte| **byte == b'\n')
            .count() as u64;
        let line = self.reader.position().line() - inside - 1;
        let field = |column: usize| self.record.get(self.at[column]).map(text::of);
        let invoice = field(0).unwrap_or_default().into_owned();
        let row = self.parse(field);
        Ok(Some(NumberedRow { line, invoice, row }))
    }

    fn parse<'a>(&self, field: impl Fn(usize) -> Option<Cow<'a, str>>) -> Result<Row, String> {
        let needed = |column: usize| {
            field(column).ok_or_else(|| format!("the row ends before {}", COLUMNS[column]))
        };
        let identity = |column: usize| {
            let value = needed(column)?;
            if value.trim().is_empty() {
                return Err(format!("{} is empty", COLUMNS[column]));
            }
            if value.chars().any(char::is_control) {
                return Err(format!(
                    "{} holds characters that can't be printed",
                    COLUMNS[column]
                ));
            }
            Ok(value.into_owned())
        };
        let (invoice, code) = (identity(0)?, identity(1)?);
        let quantity = needed(3)?;
        let quantity = number::whole(&quantity)
            .ok_or_else(|| format!("Quantity {quantity:?} is not a whole number"))?;
        let at = needed(4)?;
        let at =
            instant(&at).ok_or_else(|| format!("InvoiceDate {at:?} is not YYYY-MM-DD HH:MM:SS"))?;
        let price = needed(5)?;
        let price_e4 = number::price_e4(&price).ok_or_else(|| {
            format!("UnitPrice {price:?} is not a decimal of at most four places")
        })?;
        let description = field(2).map(|d| text::printable(&d)).unwrap_or_default();
        Ok(Row {
            invoice,
            code,
            description,
            quantity,
            at,
            price_e4,
        })
    }
}

/// Exactly `YYYY-MM-DD HH:MM:SS`, and a moment of the calendar.
fn instant(text: &str) -> Option<DateTime> {
    let shape = b"dddd-dd-dd dd:dd:dd";
    let fits = text.len() == shape.len()
        && text.bytes().zip(shape).all(|(b, s)| {
            if *s == b'd' {
                b.is_ascii_digit()
            } else {
                b == *s
            }
        });
    if !fits {
        return None;
    }
    let part = |from: usize, to: usize| text[from..to].parse::<i16>().ok();
    let small = |from: usize| part(from, from + 2).and_then(|n| i8::try_from(n).ok());
    let year = part(0, 4).filter(|year| *year > 0)?;
    DateTime::new(
        year,
        small(5)?,
        small(8)?,
        small(11)?,
        small(14)?,
        small(17)?,
        0,
    )
    .ok()
}

fn unreadable(line: u64, error: &csv::Error) -> ReplayError {
    ReplayError::Unusable(format!(
        "the input can't be read beyond line {line}: {error}"
    ))
}
