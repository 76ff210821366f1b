//! The facts that entries carry. A changed schema is a new kind; a kind once written is read for ever.

use crate::basket::HeldBasket;
use crate::entry::StaffRef;
use pos_core::{Amount, Order, ShiftTotals, Tender};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A new branch of the journal, and why it was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchBegan {
    /// Why.
    pub reason: BranchReason,
}

/// Why a till begins a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BranchReason {
    /// The register's first branch.
    First,
    /// The server holds entries of this branch that the till doesn't: it runs on an older copy of its disk, or beside a clone.
    Restored,
    /// The newest entry on disk does not verify.
    DamagedTail,
    /// The device key is another one than that which signed the newest entry.
    NewKey,
}

/// Somebody signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSignedIn {
    /// The roles of the grant.
    pub roles: Vec<String>,
    /// When the grant ends, RFC 3339.
    pub grant_expires: String,
    /// How.
    #[serde(default, skip_serializing_if = "SignedInBy::is_online")]
    pub by: SignedInBy,
    /// Whom they took the register over from, where somebody was signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<StaffRef>,
}

/// How somebody signed in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignedInBy {
    /// At the identity provider.
    #[default]
    Online,
    /// With their PIN, which needs nobody else.
    Pin,
}

impl SignedInBy {
    fn is_online(&self) -> bool {
        *self == SignedInBy::Online
    }
}

/// Whoever was signed in locked the register. The basket stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffLocked {
    /// Nobody had touched it for a while: it locked itself.
    pub idle: bool,
}

/// Whoever had locked the register unlocked it with their PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffUnlocked {}

/// Whoever is signed in chose a PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinSet {
    /// In the place of an earlier one.
    pub replaced: bool,
}

/// A wrong PIN was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinFailed {
    /// Whose PIN it should have been.
    pub staff: StaffRef,
    /// Wrong ones in a row, with this one.
    pub tries: u32,
    /// How long no further one is taken.
    pub locked_ms: u64,
}

/// A shift opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftOpened {
    /// The shift's id (UUID).
    pub shift: String,
    /// Its number on this register, from 1.
    pub number: u32,
    /// Cash in the drawer at the start.
    pub float: Amount,
    /// ISO 4217 code of all its amounts.
    pub currency: String,
}

/// A sale or a refund was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCompleted {
    /// The shift it belongs to (UUID).
    pub shift: String,
    /// The basket it was (UUID).
    pub basket: String,
    /// The order.
    pub order: Order,
}

/// A tender that pays a part of a basket: taken, or given back before the order was complete. The tender that pays the rest
/// is in the order itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartTender {
    /// The tender's id (UUID), made where it was typed.
    pub id: String,
    /// The order that the basket is to be (UUID).
    pub order: String,
    /// The basket (UUID).
    pub basket: String,
    /// The shift it belongs to (UUID).
    pub shift: String,
    /// What was taken, or went back.
    pub tender: Tender,
    /// ISO 4217 code.
    pub currency: String,
}

/// A basket was given up before it was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketVoided {
    /// The basket (UUID).
    pub basket: String,
    /// The shift it belongs to (UUID).
    pub shift: String,
    /// How many lines it had.
    pub lines: u32,
    /// What it came to.
    pub gross: Amount,
    /// ISO 4217 code.
    pub currency: String,
    /// The fence that the register had the basket under. Entries from before baskets were held don't name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fence: Option<u64>,
}

/// A basket was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketHeld {
    /// The shift that it was put aside in (UUID).
    pub shift: String,
    /// The basket, whole: any register can go on with it.
    pub basket: HeldBasket,
}

/// Somebody goes on with a held basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketResumed {
    /// The basket (UUID).
    pub basket: String,
    /// The shift that it is in now (UUID).
    pub shift: String,
    /// The fence that the register has the basket under.
    pub fence: u64,
    /// The server handed it out; else the register took what it had held itself.
    pub claimed: bool,
}

/// Cash went into the drawer or out of it, and nothing was sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashMoved {
    /// The shift it belongs to (UUID).
    pub shift: String,
    /// How much; negative when it went out.
    pub amount: Amount,
    /// ISO 4217 code.
    pub currency: String,
    /// Why, never empty.
    pub reason: String,
}

/// The drawer was opened, and neither money nor goods changed hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerOpened {
    /// The shift it belongs to (UUID).
    pub shift: String,
    /// Why, never empty.
    pub reason: String,
}

/// The drawer was counted before anybody was told what should be in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerCounted {
    /// The shift it belongs to (UUID).
    pub shift: String,
    /// What was counted.
    pub counted: Amount,
    /// What should have been in it at that moment.
    pub expected: Amount,
}

/// A shift closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftClosed {
    /// The shift's id (UUID).
    pub shift: String,
    /// What its orders come to.
    pub totals: ShiftTotals,
    /// Float plus cash and what was paid in and out: what should be in the drawer.
    pub expected_cash: Amount,
    /// What was counted.
    pub counted_cash: Amount,
    /// The gross of all sales of this register ever, refunds not taken off.
    pub perpetual: Amount,
    /// Why what was counted is not what should be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference_reason: Option<String>,
    /// The number of this closing on its register, from 1; closings from before it was counted have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub z_number: Option<u32>,
}

/// The register's clock was held against the server's and found wrong, or right again after it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockChecked {
    /// Seconds that it is ahead of the server's; negative when it is behind, 0 when it is right again.
    pub ahead_s: i64,
}

/// A fact, read from its entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// `branch.began.v1`
    BranchBegan(BranchBegan),
    /// `staff.signed_in.v1`
    StaffSignedIn(StaffSignedIn),
    /// `staff.locked.v1`
    StaffLocked(StaffLocked),
    /// `staff.unlocked.v1`
    StaffUnlocked(StaffUnlocked),
    /// `pin.set.v1`
    PinSet(PinSet),
    /// `pin.failed.v1`
    PinFailed(PinFailed),
    /// `shift.opened.v1`
    ShiftOpened(ShiftOpened),
    /// `order.completed.v1`
    OrderCompleted(Box<OrderCompleted>),
    /// `tender.taken.v1`
    TenderTaken(PartTender),
    /// `tender.undone.v1`
    TenderUndone(PartTender),
    /// `basket.voided.v1`
    BasketVoided(BasketVoided),
    /// `basket.held.v1`
    BasketHeld(Box<BasketHeld>),
    /// `basket.resumed.v1`
    BasketResumed(BasketResumed),
    /// `shift.closed.v1`
    ShiftClosed(ShiftClosed),
    /// `cash.moved.v1`
    CashMoved(CashMoved),
    /// `drawer.opened.v1`
    DrawerOpened(DrawerOpened),
    /// `drawer.counted.v1`
    DrawerCounted(DrawerCounted),
    /// `clock.checked.v1`
    ClockChecked(ClockChecked),
}

/// Why a payload is no fact that this program can book.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FactError {
    /// A kind of a newer program.
    #[error("the kind {0} is unknown to this program")]
    UnknownKind(String),
    /// The payload does not fit its kind.
    #[error("the payload is not a {kind}: {reason}")]
    Malformed {
        /// The kind that the entry names.
        kind: String,
        /// What does not fit.
        reason: String,
    },
}

macro_rules! kinds {
    ($($kind:literal => $variant:ident($make:expr)),+ $(,)?) => {
        impl Fact {
            /// The kind that an entry with this fact names.
            pub fn kind(&self) -> &'static str {
                match self { $(Fact::$variant(_) => $kind),+ }
            }

            /// The payload as JSON text.
            pub fn to_payload(&self) -> Result<Box<serde_json::value::RawValue>, serde_json::Error> {
                match self { $(Fact::$variant(fact) => serde_json::value::to_raw_value(fact)),+ }
            }

            /// Reads the payload of an entry of `kind`.
            pub fn read(kind: &str, payload: &str) -> Result<Fact, FactError> {
                let malformed = |error: serde_json::Error| FactError::Malformed {
                    kind: kind.to_owned(),
                    reason: error.to_string(),
                };
                match kind {
                    $($kind => serde_json::from_str(payload).map($make).map(Fact::$variant).map_err(malformed),)+
                    _ => Err(FactError::UnknownKind(kind.to_owned())),
                }
            }
        }
    };
}

kinds! {
    "branch.began.v1" => BranchBegan(std::convert::identity),
    "staff.signed_in.v1" => StaffSignedIn(std::convert::identity),
    "staff.locked.v1" => StaffLocked(std::convert::identity),
    "staff.unlocked.v1" => StaffUnlocked(std::convert::identity),
    "pin.set.v1" => PinSet(std::convert::identity),
    "pin.failed.v1" => PinFailed(std::convert::identity),
    "shift.opened.v1" => ShiftOpened(std::convert::identity),
    "order.completed.v1" => OrderCompleted(Box::new),
    "tender.taken.v1" => TenderTaken(std::convert::identity),
    "tender.undone.v1" => TenderUndone(std::convert::identity),
    "basket.voided.v1" => BasketVoided(std::convert::identity),
    "basket.held.v1" => BasketHeld(Box::new),
    "basket.resumed.v1" => BasketResumed(std::convert::identity),
    "shift.closed.v1" => ShiftClosed(std::convert::identity),
    "cash.moved.v1" => CashMoved(std::convert::identity),
    "drawer.opened.v1" => DrawerOpened(std::convert::identity),
    "drawer.counted.v1" => DrawerCounted(std::convert::identity),
    "clock.checked.v1" => ClockChecked(std::convert::identity),
}
