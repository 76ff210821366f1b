//! Codes of the shop's own scales: which digits are the goods, the price or the weight. Every shop and country has its own
//! arrangement (GS1 General Specifications, section 2.1.12), so it is a setting: `21IIIIIPPPPPC`.
//!
//! | sign | means |
//! |---|---|
//! | a digit | itself: what marks the code, two digits as a rule |
//! | `I` | the shop's number of the goods |
//! | `P` | the price, in minor units of the shop's currency |
//! | `W` | the weight, in grams |
//! | `V` | the check digit of the price or weight, which has four or five digits then |
//! | `C` | the check digit of the whole code, always last |

use super::check_digit::{check_digit, fits};
use super::error::BarcodeError;
use super::fields::{LabelPrice, LabelWeight};
use super::gtin::shape;
use super::scanned::{Item, Scanned};
use std::ops::Range;
use thiserror::Error;

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "{0} is no barcode pattern. Write 8, 12, 13 or 14 signs such as 21IIIIIPPPPPC: leading digits, I for the item, P (price) or W (grams), at most one V before or after those, and C at the end."
)]
pub struct PatternError(String);

/// A pattern, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    prefix: usize,
    item: Range<usize>,
    figure: Range<usize>,
    weighs: bool,
    verifier: Option<usize>,
}

impl Pattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Pattern, PatternError> {
        Pattern::read(text.trim()).ok_or_else(|| PatternError(text.trim().to_owned()))
    }

    fn read(text: &str) -> Option<Pattern> {
        if !matches!(text.len(), 8 | 12 | 13 | 14) || !text.is_ascii() {
            return None;
        }
        let prefix = text.bytes().take_while(u8::is_ascii_digit).count();
        let (item, price, weight) = (run(text, 'I')?, run(text, 'P')?, run(text, 'W')?);
        let (figure, weighs) = match (price.is_empty(), weight.is_empty()) {
            (false, true) => (price, false),
            (true, false) => (weight, true),
            _ => return None,
        };
        let verifier = run(text, 'V')?;
        let check = run(text, 'C')?;
        let measured = verifier.is_empty() || matches!(figure.len(), 4 | 5);
        let whole = prefix + item.len() + figure.len() + verifier.len() + 1 == text.len();
        let sound = prefix > 0
            && !item.is_empty()
            && verifier.len() <= 1
            && measured
            && check == (text.len() - 1..text.len())
            && whole;
        sound.then(|| Pattern {
            text: text.to_owned(),
            prefix,
            item,
            figure,
            weighs,
            verifier: verifier.last(),
        })
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `code` is one of these, by its length and its first digits.
    pub(super) fn matches(&self, code: &str) -> bool {
        shape(code).is_some()
            && code.len() == self.text.len()
            && code[..self.prefix] == self.text[..self.prefix]
    }

    /// Reads a code that matches.
    pub(super) fn scan(&self, code: &str) -> Result<Scanned, BarcodeError> {
        fits(code)?;
        let figure = &code[self.figure.clone()];
        if let Some(at) = self.verifier
            && inner_digit(figure.as_bytes()) != Some(code.as_bytes()[at] - b'0')
        {
            return Err(BarcodeError::BadInnerDigit(code.to_owned()));
        }
        // A label without a figure says only which goods it is.
        let digits = figure.parse::<u64>().ok().filter(|digits| *digits > 0);
        let (weight, price) = if self.weighs {
            (digits.map(LabelWeight::grams), None)
        } else {
            (None, digits.map(LabelPrice::minor))
        };
        Ok(Scanned {
            item: Item::InStore {
                number: code[self.item.clone()].to_owned(),
                plain: self.plain(code),
            },
            weight,
            price,
            ..Scanned::default()
        })
    }

    /// The code with nothing in the place of its figure: how catalogues often keep such goods.
    fn plain(&self, code: &str) -> String {
        let mut bytes = code.as_bytes()[..code.len() - 1].to_vec();
        for at in self.figure.clone().chain(self.verifier) {
            bytes[at] = b'0';
        }
        let last = b'0' + check_digit(&bytes);
        bytes.push(last);
        bytes.into_iter().map(char::from).collect()
    }
}

/// Where `sign` stands, which must be in one piece; empty where it doesn't.
fn run(text: &str, sign: char) -> Option<Range<usize>> {
    let Some(first) = text.find(sign) else {
        return Some(0..0);
    };
    let range = first..first + text.matches(sign).count();
    text[range.clone()]
        .chars()
        .all(|c| c == sign)
        .then_some(range)
}

/// The check digit of a price or weight of four or five digits. Source: GS1 General Specifications, section 7.9.2 to 7.9.4.
fn inner_digit(figure: &[u8]) -> Option<u8> {
    let weighed = |place: usize, weight: fn(u8) -> u8| weight(figure[place] - b'0');
    match figure.len() {
        4 => {
            let sum = weighed(0, two_minus)
                + weighed(1, two_minus)
                + weighed(2, three)
                + weighed(3, five_minus);
            Some(sum * 3 % 10)
        }
        5 => {
            let sum = weighed(0, five_plus)
                + weighed(1, two_minus)
                + weighed(2, five_minus)
                + weighed(3, five_plus)
                + weighed(4, two_minus);
            let missing = (10 - sum % 10) % 10;
            (0..10).find(|digit| five_minus(*digit) == missing)
        }
        _ => None,
    }
}

/// The weighting factors: a product's units with its tens added, taken off or left out.
fn two_minus(digit: u8) -> u8 {
    minus_tens(digit * 2)
}

fn three(digit: u8) -> u8 {
    digit * 3 % 10
}

fn five_plus(digit: u8) -> u8 {
    (digit * 5 % 10 + digit * 5 / 10) % 10
}

fn five_minus(digit: u8) -> u8 {
    minus_tens(digit * 5)
}

fn minus_tens(product: u8) -> u8 {
    (10 + product % 10 - product / 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inner_digit_is_that_of_the_examples_in_the_specification() {
        // GS1 General Specifications, sections 7.9.3 and 7.9.4.
        assert_eq!(inner_digit(b"2875"), Some(9));
        assert_eq!(inner_digit(b"14685"), Some(6));
        assert_eq!(inner_digit(b"123"), None);
    }

    #[test]
    fn the_inner_digit_finds_every_single_misread() {
        for figure in ["2875", "14685", "00000", "9090"] {
            let right = inner_digit(figure.as_bytes());
            for at in 0..figure.len() {
                for digit in b'0'..=b'9' {
                    let mut other = figure.as_bytes().to_vec();
                    other[at] = digit;
                    assert_eq!(
                        inner_digit(&other) == right,
                        other == figure.as_bytes(),
                        "{figure}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_pattern_says_what_each_digit_is_or_is_none() {
        for good in [
            "21IIIIIPPPPPC",
            "20IIIIIVPPPPC",
            "2IIIIIVPPPPC",
            "29IIIIIWWWWWC",
            "2IIPPPPC",
            "2IIIIVWWWWWC",
        ] {
            assert_eq!(
                Pattern::parse(good).map(|p| p.as_str().to_owned()),
                Ok(good.to_owned()),
                "{good}"
            );
        }
        for bad in [
            "",
            "21",
            "IIIIIIIPPPPPC",
            "21IIIIIPPPPPP",
            "21IIIIICPPPPP",
            "21PPPPPPPPPPC",
            "21IIIIIIIIIIC",
            "21IIIPPWWWWWC",
            "21IPIIIPPPPPC",
            "21IIIIVVPPPPC",
            "21IIIIIVPPPCC",
            "21IIIIIIVPPPC",
            "21iiiiipppppc",
            "21IIIII PPPPC",
            "21IIIIIPP0PPC",
            "21IIIIIPPPPPPC2",
            "21IIIIIPPPPéC",
        ] {
            let error = Pattern::parse(bad).unwrap_err().to_string();
            assert!(error.contains("no barcode pattern"), "{bad}");
        }
    }
}
