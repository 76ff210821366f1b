//! Reads the rows of a catalogue file and checks each, before anything is written.

use super::{ImportError, RefusedRow};
use crate::modules::catalog::draft::{Draft, DraftError, TaxText};
use std::collections::HashMap;
use std::io::Read;

/// The columns, in any order.
const COLUMNS: [&str; 9] = [
    "code",
    "name",
    "category",
    "barcodes",
    "unit",
    "unit_price",
    "tax_name",
    "tax_percent",
    "tax_included",
];

/// A row that can go in.
pub struct Row {
    /// Its number in the file.
    pub number: u64,
    /// Its product.
    pub draft: Draft,
}

/// A file that was read to its end.
pub struct Staged {
    /// How many rows it has.
    pub rows: u64,
    /// Those that can go in, each code once.
    pub good: Vec<Row>,
    /// Those that can't.
    pub refused: Vec<RefusedRow>,
}

/// Reads all of `file`.
pub fn stage(file: impl Read) -> Result<Staged, ImportError> {
    let unreadable = |cause: csv::Error| ImportError::Unreadable(cause.to_string());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let header = reader.byte_headers().map_err(unreadable)?.clone();
    let places = places(&header)?;
    let mut staged = Staged {
        rows: 0,
        good: Vec::new(),
        refused: Vec::new(),
    };
    let mut seen: HashMap<String, u64> = HashMap::new();
    for record in reader.byte_records() {
        let record = record.map_err(unreadable)?;
        staged.rows += 1;
        let number = staged.rows + 1;
        let mut refuse = |code: Option<String>, reason, message: String| {
            staged.refused.push(RefusedRow {
                row: number,
                code,
                reason,
                message,
            });
        };
        if record.len() != header.len() {
            let message = format!(
                "The row has {} fields, the header {}.",
                record.len(),
                header.len()
            );
            refuse(None, "wrong_field_count", message);
            continue;
        }
        let Some(fields) = texts(&record, &places) else {
            refuse(None, "not_utf8", "The row is not UTF-8 text.".to_owned());
            continue;
        };
        let code = fields[0].to_owned();
        match draft(&fields) {
            Err(error) => refuse(Some(code), error.code(), error.to_string()),
            Ok(draft) => match seen.get(&code) {
                Some(first) => {
                    let message = format!("The code already stands in row {first}.");
                    refuse(Some(code), "duplicate_code", message);
                }
                None => {
                    seen.insert(code, number);
                    staged.good.push(Row { number, draft });
                }
            },
        }
    }
    Ok(staged)
}

/// Where each column stands.
fn places(header: &csv::ByteRecord) -> Result<[usize; 9], ImportError> {
    let mut places = [0; 9];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        *place = header
            .iter()
            .position(|field| field.trim_ascii() == name.as_bytes())
            .ok_or_else(|| ImportError::Unreadable(format!("the header has no column {name}")))?;
    }
    Ok(places)
}

fn texts<'a>(record: &'a csv::ByteRecord, places: &[usize; 9]) -> Option<[&'a str; 9]> {
    let mut texts = [""; 9];
    for (text, place) in texts.iter_mut().zip(places) {
        *text = std::str::from_utf8(record.get(*place)?).ok()?;
    }
    Some(texts)
}

fn draft(fields: &[&str; 9]) -> Result<Draft, DraftError> {
    let [
        code,
        name,
        category,
        barcodes,
        unit,
        price,
        tax_name,
        percent,
        included,
    ] = *fields;
    let barcodes = barcodes
        .split(';')
        .map(str::trim)
        .filter(|barcode| !barcode.is_empty());
    let untaxed = tax_name.trim().is_empty() && percent.trim().is_empty();
    let taxes = if untaxed {
        Vec::new()
    } else {
        let included = match included.trim() {
            "true" => true,
            "false" => false,
            other => return Err(DraftError::Tax(format!("{tax_name} {percent} {other}"))),
        };
        vec![TaxText {
            name: tax_name,
            percent,
            included,
        }]
    };
    Draft::new(code, name, category, barcodes, unit, price.trim(), &taxes)
}
