//! Everything a till can say no with: a stable code, and a message that says what to do.

use crate::catalogue::StreamError;
use crate::keys::KeyError;
use pos_core::barcode::BarcodeError;
use pos_core::tender::TenderTextError;
use pos_core::{Amount, BasketError, MoneyError, OrderError, PaymentError};
use pos_protocol::SealedError;
use pos_protocol::grant::GrantError;
use pos_protocol::sync::NotCountersigned;
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
    /// What was typed beside a tender can't be kept.
    #[error(transparent)]
    TenderText(#[from] TenderTextError),
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
    /// An answer of the journal door that the shop's server did not sign.
    #[error(
        "The server's answer is not signed by this shop's server, so it is not believed; it is asked again. If it stays, check the server's address."
    )]
    NotCountersigned(#[from] NotCountersigned),
    /// A supervisor has to do this.
    #[error("Only a supervisor can allow this. Ask one to type a PIN here or to sign in.")]
    SupervisorRequired,
    /// The supervisor's sign-in has run out.
    #[error("The supervisor's sign-in has expired. Sign in with the browser again.")]
    SupervisorExpired,
    /// Whoever was here has locked it.
    #[error("The register is locked. Unlock it with a PIN.")]
    RegisterLocked,
    /// Nobody has this grant here.
    #[error("This member of staff has never signed in here. Sign in with the browser first.")]
    UnknownStaff,
    /// An admin revoked them.
    #[error("An admin has revoked this member of staff. Ask an admin.")]
    StaffRevoked,
    /// Not 4 to 8 digits.
    #[error("A PIN is 4 to 8 digits. Type it again.")]
    BadPin,
    /// They have not chosen one.
    #[error("There is no PIN yet. Sign in with the browser and choose one.")]
    NoPin,
    /// It was made with a secret that this machine does not have.
    #[error(
        "The PIN was chosen on another computer. Sign in with the browser and choose one here."
    )]
    PinElsewhere,
    /// Another one than they chose.
    #[error("The PIN is wrong. {left} more, then no PIN is taken for a while.")]
    WrongPin {
        /// How many wrong ones are left before a wait.
        left: u32,
    },
    /// Too many wrong ones.
    #[error(
        "Too many wrong PINs. No PIN is taken before {until}. Wait, or sign in with the browser."
    )]
    PinWait {
        /// When the next one is taken, RFC 3339, on the register's clock.
        until: String,
    },
    /// Somebody else could be standing here.
    #[error(
        "Sign in with the browser first, or type the PIN that you have, then choose a new one."
    )]
    PinNotYours,
    /// The hash could not be computed.
    #[error("The PIN can't be checked: {0}. Sign in with the browser.")]
    PinHash(String),
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
    /// Cash in or out of no amount.
    #[error("Type how much cash goes in or out. It is more than nothing.")]
    NoCash,
    /// More goes out than there should be.
    #[error("There should be less than that in the drawer. Count it, or put cash in first.")]
    DrawerTooEmpty,
    /// What happens without a sale needs a reason.
    #[error("This needs a reason. Choose or type one.")]
    NoReason,
    /// The drawer is not as it should be, and nobody says why.
    #[error("The drawer is not what it should be. Count it again, or say why.")]
    DifferenceWithoutReason {
        /// Counted less expected, in minor units.
        difference: Amount,
    },
    /// More than all of it, or less than nothing.
    #[error("A discount is from 0 to 100 per cent, or a sum of at least nothing. Type it again.")]
    BadDiscount,
    /// There are lines in the basket.
    #[error("There is a basket with goods in it. Take its payment, hold it or void it first.")]
    BasketOpen,
    /// No basket.
    #[error("There is no basket. Scan something first.")]
    NoBasket,
    /// No such held basket.
    #[error("This register holds no such basket any more. Look at the list again.")]
    UnknownHeld,
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
    /// A product that was archived.
    #[error("{0} is no longer sold. Search for what is sold in its place.")]
    NoLongerSold(String),
    /// No catalogue on this disk yet.
    #[error("The catalogue is not here yet. Wait until it has been fetched.")]
    NoCatalogue,
    /// The catalogue file can't be read any more.
    #[error(
        "The catalogue on this computer is damaged. It is fetched anew by itself; baskets and sales are not touched. Try again in a moment."
    )]
    CatalogueDamaged,
    /// The catalogue stream can't be applied. The catalogue is as it was before.
    #[error(transparent)]
    CatalogueStream(#[from] StreamError),
    /// A basket that is partly paid.
    #[error("A part of this basket is paid. Undo the payments first, or take the rest.")]
    TendersTaken,
    /// No such tender.
    #[error("There is no such payment to undo. Look at the list and choose one that is there.")]
    UnknownTender,
    /// The id of a tender for another one.
    #[error("This payment was taken already, with other figures. Open the payment again.")]
    TenderIdUsed,
    /// The order is complete.
    #[error("The sale is paid already. Take goods back against its receipt.")]
    AlreadyPaid,
    /// The text is no receipt number.
    #[error(
        "{0:?} is no receipt number. Type what stands at the foot of the receipt, such as 2-9F3A01BC-001842."
    )]
    NotAReceipt(String),
    /// No register of the shop printed it.
    #[error(
        "There is no receipt {0}. Check the number, or have a supervisor take the goods back without it."
    )]
    ReceiptUnknown(String),
    /// Another register printed it, and there is no server to ask.
    #[error(
        "Receipt {0} is of another register, and the server can't be asked now. Try again later, or have a supervisor take the goods back without it."
    )]
    ReceiptElsewhere(String),
    /// The receipt has no such line.
    #[error("The receipt has no line {0}. Choose one that is shown.")]
    NotOnReceipt(u32),
    /// The line is in the basket already.
    #[error("Line {0} of the receipt is in the basket already. Change how many there.")]
    ReturnInBasket(u32),
    /// No lines.
    #[error("Nothing is chosen. Choose what comes back.")]
    NothingChosen,
    /// A receipt of another currency.
    #[error("The receipt is in {0}. Take the goods back where that is paid out.")]
    OtherCurrency(String),
    /// More of a receipt came back since the line was chosen.
    #[error(
        "More of what line {0} brings back was returned meanwhile. Remove it and choose it again."
    )]
    ReturnedMeanwhile(u32),
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
    /// There is no room left.
    #[error(
        "The disk is full, so nothing was saved. Free some space on it and try again; what was paid is safe."
    )]
    DiskFull,
    /// Something else writes into the till's file.
    #[error(
        "Another program holds the till's file, so nothing was saved. Close what copies or checks it, and try again."
    )]
    Locked,
    /// The database says no.
    #[error("The till's file can't be used: {0}. Start the register again.")]
    Disk(rusqlite::Error),
    /// A file says no.
    #[error("A file of the till can't be used: {0}. Check the disk and start the register again.")]
    File(std::io::Error),
    /// What the till itself wrote can't be read.
    #[error("The till's file holds something unreadable: {0}. Have the register looked at.")]
    Damaged(String),
}

impl TillError {
    /// The file could not be opened again after a failed commit.
    pub(crate) fn not_open() -> TillError {
        TillError::SavedUnknown("the file is not open".to_owned())
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            TillError::Basket(error) => error.code(),
            TillError::Payment(error) => error.code(),
            TillError::TenderText(error) => error.code(),
            TillError::Barcode(error) => error.code(),
            TillError::Money(MoneyError::Malformed) => "not_a_number",
            TillError::Money(_) => "amount_out_of_range",
            TillError::NotEnrolled => "not_enrolled",
            TillError::BadEnrolment(_) => "bad_enrolment",
            TillError::Demo => "demo",
            TillError::NotFresh => "not_fresh",
            TillError::NotSignedIn => "not_signed_in",
            TillError::Grant(_) => "grant_refused",
            TillError::NotCountersigned(_) => "not_countersigned",
            TillError::SupervisorRequired => "supervisor_required",
            TillError::SupervisorExpired => "supervisor_expired",
            TillError::RegisterLocked => "register_locked",
            TillError::UnknownStaff => "unknown_staff",
            TillError::StaffRevoked => "staff_revoked",
            TillError::BadPin => "bad_pin",
            TillError::NoPin => "no_pin",
            TillError::PinElsewhere => "pin_elsewhere",
            TillError::WrongPin { .. } => "wrong_pin",
            TillError::PinWait { .. } => "pin_wait",
            TillError::PinNotYours => "pin_not_yours",
            TillError::PinHash(_) => "pin_hash",
            TillError::ShiftClosed => "shift_closed",
            TillError::ShiftOpen => "shift_open",
            TillError::BadBusinessDay(_) => "bad_business_day",
            TillError::NegativeCash => "negative_cash",
            TillError::NoCash => "no_cash",
            TillError::DrawerTooEmpty => "drawer_too_empty",
            TillError::NoReason => "no_reason",
            TillError::DifferenceWithoutReason { .. } => "difference_without_reason",
            TillError::BadDiscount => "bad_discount",
            TillError::BasketOpen => "basket_open",
            TillError::NoBasket => "no_basket",
            TillError::UnknownHeld => "unknown_held",
            TillError::BasketFull => "basket_full",
            TillError::UnknownLine(_) => "unknown_line",
            TillError::UnknownBarcode(_) => "unknown_barcode",
            TillError::UnknownProduct(_) => "unknown_product",
            TillError::NoLongerSold(_) => "no_longer_sold",
            TillError::NoCatalogue => "no_catalogue",
            TillError::CatalogueDamaged => "catalogue_damaged",
            TillError::CatalogueStream(error) => error.code(),
            TillError::TendersTaken => "tenders_taken",
            TillError::UnknownTender => "unknown_tender",
            TillError::TenderIdUsed => "tender_id_used",
            TillError::AlreadyPaid => "already_paid",
            TillError::NotAReceipt(_) => "not_a_receipt",
            TillError::ReceiptUnknown(_) => "receipt_unknown",
            TillError::ReceiptElsewhere(_) => "receipt_elsewhere",
            TillError::NotOnReceipt(_) => "not_on_receipt",
            TillError::ReturnInBasket(_) => "return_in_basket",
            TillError::NothingChosen => "nothing_chosen",
            TillError::OtherCurrency(_) => "other_currency",
            TillError::ReturnedMeanwhile(_) => "returned_meanwhile",
            TillError::PaymentNotBegun => "payment_not_begun",
            TillError::BadText(_) => "bad_text",
            TillError::EntryTooLarge => "entry_too_large",
            TillError::InUse => "till_in_use",
            TillError::Key(_) => "device_key",
            TillError::NotSaved(_) => "not_saved",
            TillError::SavedUnknown(_) => "saved_unknown",
            TillError::DiskFull => "disk_full",
            TillError::Locked => "till_locked",
            TillError::Disk(_) | TillError::File(_) => "disk",
            TillError::Damaged(_) => "damaged",
        }
    }

    /// What to do, in words.
    pub fn message(&self) -> String {
        self.to_string()
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
