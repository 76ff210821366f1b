//! Reads the rows of a catalogue file and checks each, before anything is written.

use super::{ImportError, RefusedRow};
use crate::modules::catalog::draft::{Draft, DraftError, TaxText, written};
use pos_core::TaxKind;
use std::collections::HashMap;
use std::io::Read;

/// The columns, in any order. A file has those of one tax, or [`TAXES`], or [`TAX_CLASS`], or any of these.
const COLUMNS: [&str; 11] = [
    "code",
    "name",
    "category",
    "barcodes",
    "unit",
    "unit_price",
    "tax_name",
    "tax_percent",
    "tax_included",
    TAXES,
    TAX_CLASS,
];

/// The column of any number of taxes: `VAT 20% included; Deposit 0.25 included; City 2.5% added on top`.
const TAXES: &str = "taxes";

/// The column of a class's name, in a row that has no taxes of its own.
const TAX_CLASS: &str = "tax_class";

/// The columns that every file has.
const NEEDED: usize = 6;

/// The columns that a file has without [`TAXES`] and [`TAX_CLASS`].
const OF_ONE_TAX: usize = 9;

/// Where each column stands, of those that the file has.
type Places = [Option<usize>; COLUMNS.len()];

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
fn places(header: &csv::ByteRecord) -> Result<Places, ImportError> {
    let places = COLUMNS.map(|name| {
        let mut fields = header.iter();
        fields.position(|field| field.trim_ascii() == name.as_bytes())
    });
    let otherwise = places[OF_ONE_TAX..].iter().any(Option::is_some);
    let needed = if otherwise { NEEDED } else { OF_ONE_TAX };
    match (0..needed).find(|n| places[*n].is_none()) {
        None => Ok(places),
        Some(n) => {
            let name = COLUMNS[n];
            Err(ImportError::Unreadable(format!(
                "the header has no column {name}"
            )))
        }
    }
}

/// The texts of a row; that of a column that the file doesn't have is empty.
fn texts<'a>(record: &'a csv::ByteRecord, places: &Places) -> Option<[&'a str; COLUMNS.len()]> {
    let mut texts = [""; COLUMNS.len()];
    for (text, place) in texts.iter_mut().zip(places) {
        if let Some(place) = place {
            *text = std::str::from_utf8(record.get(*place)?).ok()?;
        }
    }
    Some(texts)
}

fn draft(fields: &[&str; COLUMNS.len()]) -> Result<Draft, DraftError> {
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
        several,
        class,
    ] = *fields;
    let barcodes = barcodes
        .split(';')
        .map(str::trim)
        .filter(|barcode| !barcode.is_empty());
    let mut taxes = Vec::new();
    if !(tax_name.trim().is_empty() && percent.trim().is_empty()) {
        let included = match included.trim() {
            "true" => true,
            "false" => false,
            other => return Err(DraftError::Tax(format!("{tax_name} {percent} {other}"))),
        };
        taxes.push(TaxText {
            name: tax_name,
            kind: TaxKind::Percent,
            rate: percent,
            included,
            on_top_of_previous: false,
        });
    }
    taxes.extend(written(several)?);
    let class = class.trim();
    let class = (!class.is_empty()).then(|| class.to_owned());
    if class.is_some() && !taxes.is_empty() {
        return Err(DraftError::TaxesAndClass);
    }
    let draft = Draft::new(code, name, category, barcodes, unit, price.trim(), &taxes)?;
    Ok(draft.of_class(class))
}
