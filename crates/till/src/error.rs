//! Everything a till can say no with: a stable code, and a message that says what to do.

use crate::catalogue::StreamError;
use crate::keys::KeyError;
use pos_core::barcode::BarcodeError;
use pos_core::{BasketError, MoneyError, OrderError, PaymentError};
use pos_protocol::SealedError;
use pos_protocol::grant::GrantError;
use std::collections::BTreeMap;
use thiserror::Error;

/// Why a command was refused. Nothing has changed then.
#[derive(Debug, Error)]
pub enum TillError {
    /// The basket says no.
    #[error(transparent)]
    Basket(#[from] BasketError),
    /// The payment says no.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The scan is none.
    #[error(transparent)]
    Barcode(#[from] BarcodeError),
    /// A sum that doesn't fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The register belongs to no shop yet.
    #[error("This register belongs to no shop yet. Enrol it with a code from a supervisor.")]
    NotEnrolled,
    /// The enrolment doesn't fit this till.
    #[error("The enrolment can't be used: {0}. Start it again.")]
    BadEnrolment(String),
    /// The demo never meets a server.
    #[error("The demo can't be enrolled and never syncs. Start another profile for a shop.")]
    Demo,
    /// The till has traded already.
    #[error("This till already belongs to a shop. Start the demo in an empty folder.")]
    NotFresh,
    /// Nobody is signed in.
    #[error("Nobody is signed in. Sign in first.")]
    NotSignedIn,
    /// The grant can't be used.
    #[error("The sign-in can't be used: {0}. Sign in again.")]
    Grant(#[from] GrantError),
    /// A supervisor has to do this.
    #[error("Only a supervisor can take goods back without a receipt. Ask one to sign in.")]
    SupervisorRequired,
    /// The supervisor's sign-in has run out.
    #[error("The supervisor's sign-in has expired. Sign in again to take goods back.")]
    SupervisorExpired,
    /// No shift.
    #[error("The shift is closed. Open a shift first.")]
    ShiftClosed,
    /// A shift already.
    #[error("A shift is open already. Close it first.")]
    ShiftOpen,
    /// Not a trading day.
    #[error("{0} is not a day. Give the trading day as YYYY-MM-DD.")]
    BadBusinessDay(String),
    /// A drawer can't hold less than nothing.
    #[error("Cash in the drawer can't be less than nothing. Count it again.")]
    NegativeCash,
    /// More than all of it, or less than nothing.
    #[error("A discount is from 0 to 100 per cent, or a sum of at least nothing. Type it again.")]
    BadDiscount,
    /// There are lines in the basket.
    #[error("There is a basket with goods in it. Take its payment or void it first.")]
    BasketOpen,
    /// No basket.
    #[error("There is no basket. Scan something first.")]
    NoBasket,
    /// As many lines as an order can carry.
    #[error("The basket is full. Take the payment and go on with a new one.")]
    BasketFull,
    /// No such line.
    #[error("There is no line {0} in the basket. Choose one that is shown.")]
    UnknownLine(u32),
    /// A good barcode that the catalogue doesn't have.
    #[error("Barcode {0} is not in the catalogue. Search for the product by its name.")]
    UnknownBarcode(String),
    /// Neither a code nor a barcode of the catalogue.
    #[error("{0:?} is no code of the catalogue. Search for the product by its name.")]
    UnknownProduct(String),
    /// No catalogue on this disk yet.
    #[error("The catalogue is not here yet. Wait until it has been fetched.")]
    NoCatalogue,
    /// The catalogue stream can't be applied. The catalogue is as it was before.
    #[error(transparent)]
    CatalogueStream(#[from] StreamError),
    /// The order id is not that of the payment that was begun.
    #[error("The basket has changed since the payment was begun. Open the payment again.")]
    PaymentNotBegun,
    /// Text that the books can't keep.
    #[error("The {0} is too long or has characters that can't be printed. Type it again.")]
    BadText(&'static str),
    /// The order doesn't fit into one entry.
    #[error(
        "The order is too large for the journal. Remove lines and sell them in a second order."
    )]
    EntryTooLarge,
    /// Another process has the till.
    #[error("This till is open in another window. Close that one, or use it.")]
    InUse,
    /// The key can't be read or kept.
    #[error("{0}. Check the file's rights, or restore it.")]
    Key(#[from] KeyError),
    /// The commit failed, and the file was read again: what was asked for is not there.
    #[error("The disk did not take it, so nothing was saved: {0}. Free some space and try again.")]
    NotSaved(String),
    /// The commit failed, and the file can't be read again.
    #[error(
        "The disk can't be read, so it is not known whether this was saved: {0}. Start the register again and look at the last sale."
    )]
    SavedUnknown(String),
    /// The database says no.
    #[error("The till's file can't be used: {0}. Start the register again.")]
    Disk(#[from] rusqlite::Error),
    /// A file says no.
    #[error("A file of the till can't be used: {0}. Check the disk and start the register again.")]
    File(#[from] std::io::Error),
    /// What the till itself wrote can't be read.
    #[error("The till's file holds something unreadable: {0}. Have the register looked at.")]
    Damaged(String),
}

impl TillError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            TillError::Basket(error) => error.code(),
            TillError::Payment(error) => error.code(),
            TillError::Barcode(error) => error.code(),
            TillError::Money(MoneyError::Malformed) => "not_a_number",
            TillError::Money(_) => "amount_out_of_range",
            TillError::NotEnrolled => "not_enrolled",
            TillError::BadEnrolment(_) => "bad_enrolment",
            TillError::Demo => "demo",
            TillError::NotFresh => "not_fresh",
            TillError::NotSignedIn => "not_signed_in",
            TillError::Grant(_) => "grant_refused",
            TillError::SupervisorRequired => "supervisor_required",
            TillError::SupervisorExpired => "supervisor_expired",
            TillError::ShiftClosed => "shift_closed",
            TillError::ShiftOpen => "shift_open",
            TillError::BadBusinessDay(_) => "bad_business_day",
            TillError::NegativeCash => "negative_cash",
            TillError::BadDiscount => "bad_discount",
            TillError::BasketOpen => "basket_open",
            TillError::NoBasket => "no_basket",
            TillError::BasketFull => "basket_full",
            TillError::UnknownLine(_) => "unknown_line",
            TillError::UnknownBarcode(_) => "unknown_barcode",
            TillError::UnknownProduct(_) => "unknown_product",
            TillError::NoCatalogue => "no_catalogue",
            TillError::CatalogueStream(error) => error.code(),
            TillError::PaymentNotBegun => "payment_not_begun",
            TillError::BadText(_) => "bad_text",
            TillError::EntryTooLarge => "entry_too_large",
            TillError::InUse => "till_in_use",
            TillError::Key(_) => "device_key",
            TillError::NotSaved(_) => "not_saved",
            TillError::SavedUnknown(_) => "saved_unknown",
            TillError::Disk(_) | TillError::File(_) => "disk",
            TillError::Damaged(_) => "damaged",
        }
    }

    /// What to do, in words.
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// The figures and texts in the message, by name, for a screen that words it itself.
    pub fn details(&self) -> BTreeMap<String, String> {
        let pairs: &[(&str, String)] = &match self {
            TillError::Payment(PaymentError::BelowTotal { missing }) => {
                [("missing", missing.minor().to_string())]
            }
            TillError::Barcode(BarcodeError::BadCheckDigit { scanned, .. }) => {
                [("text", scanned.clone())]
            }
            TillError::UnknownBarcode(text)
            | TillError::UnknownProduct(text)
            | TillError::BadBusinessDay(text) => [("text", text.clone())],
            TillError::UnknownLine(number) => [("line", number.to_string())],
            TillError::BadText(field) => [("field", (*field).to_owned())],
            _ => return BTreeMap::new(),
        };
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect()
    }
}

impl From<OrderError> for TillError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Empty => TillError::Payment(PaymentError::NothingToPay),
            OrderError::Money(money) => TillError::Money(money),
            other => TillError::Damaged(other.to_string()),
        }
    }
}

impl From<SealedError> for TillError {
    fn from(error: SealedError) -> Self {
        match error {
            SealedError::TooLarge => TillError::EntryTooLarge,
            other => TillError::Damaged(other.to_string()),
        }
    }
}

impl From<serde_json::Error> for TillError {
    fn from(error: serde_json::Error) -> Self {
        TillError::Damaged(error.to_string())
    }
}
