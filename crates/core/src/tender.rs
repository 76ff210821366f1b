//! One way of paying: cash, a card on a terminal beside the register, or a voucher.
//!
//! A card's number never comes in here. What is kept of it are its last four digits, and a text that hides a whole number
//! is refused.

use crate::money::Amount;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use thiserror::Error;

/// How something was paid. On a refund all amounts are negative: they leave the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Tender {
    /// Notes and coins.
    Cash {
        /// What was handed over, in minor units.
        given: Amount,
    },
    /// A card on a terminal that is not ours.
    Card(Card),
    /// A voucher of the shop.
    Voucher {
        /// What it pays, in minor units.
        amount: Amount,
        /// What it says on it.
        code: TenderText,
    },
}

/// What is known of a card payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What it pays, in minor units.
    pub amount: Amount,
    /// The terminal's own number for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<TenderText>,
    /// The scheme, such as `Visa`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<TenderText>,
    /// All that is kept of the card's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_four: Option<LastFour>,
}

impl Tender {
    /// What it is worth.
    pub fn amount(&self) -> Amount {
        match self {
            Tender::Cash { given } => *given,
            Tender::Card(card) => card.amount,
            Tender::Voucher { amount, .. } => *amount,
        }
    }

    /// Whether it is notes and coins: these alone give change and are rounded.
    pub fn is_cash(&self) -> bool {
        matches!(self, Tender::Cash { .. })
    }

    /// The word for its kind, as the books have it.
    pub fn kind(&self) -> &'static str {
        match self {
            Tender::Cash { .. } => "cash",
            Tender::Card(_) => "card",
            Tender::Voucher { .. } => "voucher",
        }
    }
}

/// Why what was typed beside an amount can't be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TenderTextError {
    /// Not exactly four digits.
    #[error("Of a card's number only the last four digits are kept. Type these four, or none.")]
    NotFourDigits,
    /// A whole card number.
    #[error(
        "That looks like a whole card number, which is never kept. Type the terminal's own number."
    )]
    CardNumber,
    /// Nothing, too much, or what can't be printed.
    #[error("The text is empty, too long or has characters that can't be printed. Type it again.")]
    Unprintable,
}

impl TenderTextError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            TenderTextError::NotFourDigits => "not_four_digits",
            TenderTextError::CardNumber => "card_number",
            TenderTextError::Unprintable => "bad_tender_text",
        }
    }
}

/// The last four digits of a card's number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LastFour(String);

impl LastFour {
    /// The four digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for LastFour {
    type Error = TenderTextError;
    fn try_from(text: String) -> Result<LastFour, TenderTextError> {
        let digits = text.trim();
        if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(LastFour(digits.to_owned()));
        }
        Err(TenderTextError::NotFourDigits)
    }
}

impl From<LastFour> for String {
    fn from(four: LastFour) -> String {
        four.0
    }
}

/// The longest text beside an amount, in characters.
pub const MAX_TENDER_TEXT: usize = 64;

/// A printable text of 1 to 64 characters that holds no card number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TenderText(String);

impl TenderText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for TenderText {
    type Error = TenderTextError;
    fn try_from(text: String) -> Result<TenderText, TenderTextError> {
        let text = text.trim();
        let fits = (1..=MAX_TENDER_TEXT).contains(&text.chars().count());
        if !fits || text.chars().any(char::is_control) {
            return Err(TenderTextError::Unprintable);
        }
        if holds_card_number(text) {
            return Err(TenderTextError::CardNumber);
        }
        Ok(TenderText(text.to_owned()))
    }
}

impl From<TenderText> for String {
    fn from(text: TenderText) -> String {
        text.0
    }
}

/// How many digits a card's number has.
const CARD_DIGITS: RangeInclusive<usize> = 13..=19;

/// Whether a card's number stands anywhere in `text`: among digits that only a letter parts, whatever else is between them.
/// An expiry date behind it, or points in it, hide nothing.
fn holds_card_number(text: &str) -> bool {
    text.split(char::is_alphabetic).any(|run| {
        let digits: Vec<u32> = run.chars().filter_map(|c| c.to_digit(10)).collect();
        let mut windows = CARD_DIGITS.flat_map(|length| digits.windows(length));
        windows.any(|window| is_issued(window) && has_check_digit(window))
    })
}

/// Whether a card's number of this length may begin like this (the issuers' ranges of ISO/IEC 7812). Without it, most long
/// numbers that a terminal prints would hold thirteen digits somewhere that check by chance.
fn is_issued(digits: &[u32]) -> bool {
    let [first, second, ..] = digits else {
        return false;
    };
    matches!(
        (first * 10 + second, digits.len()),
        (40..=49, 13 | 16 | 19)
            | (34 | 37, 15)
            | (30 | 36 | 38 | 39, 14)
            | (22..=27 | 51..=55, 16)
            | (35 | 60 | 62 | 64 | 65 | 97, 16..=19)
            | (50 | 56..=58 | 63 | 67, _)
    )
}

/// The check of ISO/IEC 7812-1: from the right, every second digit doubled and its own digits summed, makes tens.
fn has_check_digit(digits: &[u32]) -> bool {
    let worth = |(at, digit): (usize, &u32)| match at % 2 {
        0 => *digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(worth).sum();
    sum.is_multiple_of(10)
}
