//! The fields of a GS1 code, whichever way they came: which identifiers there are, how long each is, what it says.

use super::check_digit::{digits, fits};
use super::error::BarcodeError;
use super::fields::{LabelDate, LabelPrice, LabelWeight};
use super::scanned::{Item, Scanned};

/// The longest value of any field.
const LONGEST: usize = 90;

/// How many digits the application identifier at the beginning of `text` has, by its first two.
pub(super) fn identifier_length(text: &str) -> Option<usize> {
    let first = text.get(..2).filter(|first| digits(first))?;
    let first: u8 = first.parse().ok()?;
    match first {
        0..=4 | 10..=13 | 15..=17 | 20..=22 | 30 | 37 | 90..=99 => Some(2),
        23..=25 | 40..=42 | 71 => Some(3),
        31..=36 | 39 | 43 | 70 | 72 | 80..=82 => Some(4),
        _ => None,
    }
}

/// How long a value is whose identifier begins so, when that is fixed: it needs no separator then.
pub(super) fn fixed_length(identifier: &str) -> Option<usize> {
    match identifier.get(..2)? {
        "00" => Some(18),
        "01" | "02" | "03" => Some(14),
        "04" => Some(16),
        "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" => Some(6),
        "20" => Some(2),
        "31" | "32" | "33" | "34" | "35" | "36" => Some(6),
        "41" => Some(13),
        _ => None,
    }
}

/// The fields that are read so far. A field that comes twice has to say the same.
#[derive(Debug, Default)]
pub(super) struct Label {
    gtin: Option<String>,
    seen: Vec<(String, String)>,
    rest: Scanned,
}

impl Label {
    /// Takes one field.
    pub fn take(&mut self, identifier: &str, value: &str) -> Result<(), BarcodeError> {
        let bad = || BarcodeError::field(identifier);
        let known = self.seen.iter().find(|(seen, _)| seen == identifier);
        if let Some((_, earlier)) = known {
            return if earlier == value { Ok(()) } else { Err(bad()) };
        }
        let fixed = fixed_length(identifier);
        let numeric = fixed.is_some() || identifier.starts_with("39") || identifier == "30";
        let fits_form = match fixed {
            Some(length) => value.len() == length,
            None => (1..=LONGEST).contains(&value.len()),
        };
        if !fits_form || (numeric && !digits(value)) || !value.bytes().all(|b| b.is_ascii_graphic())
        {
            return Err(bad());
        }
        self.seen.push((identifier.to_owned(), value.to_owned()));
        let last = identifier.as_bytes().last().copied().unwrap_or(b'0');
        let decimals = u32::from(last.saturating_sub(b'0'));
        match identifier {
            "01" => {
                fits(value)?;
                self.gtin = Some(value.to_owned());
            }
            "10" if value.len() <= 20 => self.rest.batch = Some(value.to_owned()),
            "21" if value.len() <= 20 => self.rest.serial = Some(value.to_owned()),
            "10" | "21" => return Err(bad()),
            "11" | "12" | "13" | "16" => {
                LabelDate::read(value).ok_or_else(bad)?;
            }
            "15" => self.rest.best_before = Some(LabelDate::read(value).ok_or_else(bad)?),
            "17" => self.rest.expiry = Some(LabelDate::read(value).ok_or_else(bad)?),
            "30" if value.len() <= 8 => self.rest.count = value.parse().ok(),
            "30" => return Err(bad()),
            _ => match (&identifier[..3.min(identifier.len())], identifier.len()) {
                ("310" | "320", 4) if decimals <= 5 => {
                    self.rest.weight = Some(LabelWeight {
                        digits: value.parse().map_err(|_| bad())?,
                        decimals,
                        pounds: identifier.starts_with("320"),
                    });
                }
                ("392", 4) if value.len() <= 15 => {
                    self.rest.price = Some(price(value, decimals, None).ok_or_else(bad)?);
                }
                ("393", 4) if (4..=18).contains(&value.len()) => {
                    let (currency, figure) = value.split_at(3);
                    self.rest.price =
                        Some(price(figure, decimals, currency.parse().ok()).ok_or_else(bad)?);
                }
                ("310" | "320" | "392" | "393", _) => return Err(bad()),
                _ => {}
            },
        }
        Ok(())
    }

    /// What all fields together say.
    pub fn finish(self) -> Result<Scanned, BarcodeError> {
        let gtin = self.gtin.ok_or(BarcodeError::NoProduct)?;
        Ok(Scanned {
            item: Item::Gtin(gtin),
            ..self.rest
        })
    }
}

fn price(figure: &str, decimals: u32, currency: Option<u16>) -> Option<LabelPrice> {
    Some(LabelPrice {
        digits: figure.parse().ok()?,
        decimals: Some(decimals),
        currency,
    })
}
