//! What the words of an error speak of.

use crate::error::TillError;
use pos_core::barcode::BarcodeError;
use pos_core::{BasketError, PaymentError};
use std::collections::BTreeMap;

impl TillError {
    /// The figures and texts in the message, by name, for a screen that words it itself.
    pub fn details(&self) -> BTreeMap<String, String> {
        let pairs: &[(&str, String)] = &match self {
            TillError::Payment(PaymentError::BelowTotal { missing }) => {
                [("missing", missing.minor().to_string())]
            }
            TillError::Payment(PaymentError::MoreThanDue { most }) => {
                [("most", most.minor().to_string())]
            }
            TillError::Payment(PaymentError::NotInCoins { coin }) => {
                [("coin", coin.minor().to_string())]
            }
            TillError::Basket(BasketError::MoreThanSold { left }) => [("left", left.to_string())],
            TillError::Barcode(
                BarcodeError::BadCheckDigit { scanned, .. } | BarcodeError::BadInnerDigit(scanned),
            ) => [("text", scanned.clone())],
            TillError::Barcode(BarcodeError::BadField { field }) => [("text", field.clone())],
            TillError::DifferenceWithoutReason { difference } => {
                [("difference", difference.minor().to_string())]
            }
            TillError::UnknownBarcode(text)
            | TillError::NotAReceipt(text)
            | TillError::ReceiptUnknown(text)
            | TillError::ReceiptElsewhere(text)
            | TillError::OtherCurrency(text)
            | TillError::UnknownProduct(text)
            | TillError::BadBusinessDay(text) => [("text", text.clone())],
            TillError::UnknownLine(number)
            | TillError::NotOnReceipt(number)
            | TillError::ReturnInBasket(number)
            | TillError::ReturnedMeanwhile(number) => [("line", number.to_string())],
            TillError::NoLongerSold(name) => [("name", name.clone())],
            TillError::BadText(field) => [("field", (*field).to_owned())],
            TillError::WrongPin { left } => [("left", left.to_string())],
            TillError::PinWait { until } => [("until", until.clone())],
            _ => return BTreeMap::new(),
        };
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect()
    }
}
