//! The facts that entries carry. A changed schema is a new kind; a kind once written is read for ever.

use pos_core::{Amount, Order, ShiftTotals};
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
}

/// A shift closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftClosed {
    /// The shift's id (UUID).
    pub shift: String,
    /// What its orders come to.
    pub totals: ShiftTotals,
    /// Float plus cash: what should be in the drawer.
    pub expected_cash: Amount,
    /// What was counted.
    pub counted_cash: Amount,
    /// The gross of all sales of this register ever, refunds not taken off.
    pub perpetual: Amount,
}

/// A fact, read from its entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// `branch.began.v1`
    BranchBegan(BranchBegan),
    /// `staff.signed_in.v1`
    StaffSignedIn(StaffSignedIn),
    /// `shift.opened.v1`
    ShiftOpened(ShiftOpened),
    /// `order.completed.v1`
    OrderCompleted(Box<OrderCompleted>),
    /// `basket.voided.v1`
    BasketVoided(BasketVoided),
    /// `shift.closed.v1`
    ShiftClosed(ShiftClosed),
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
    "shift.opened.v1" => ShiftOpened(std::convert::identity),
    "order.completed.v1" => OrderCompleted(Box::new),
    "basket.voided.v1" => BasketVoided(std::convert::identity),
    "shift.closed.v1" => ShiftClosed(std::convert::identity),
}
