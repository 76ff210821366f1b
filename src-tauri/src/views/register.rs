//! All that the window has to know when it opens.

use super::{BasketView, KnownStaff, PaymentView, SaleDone, ShiftView, StaffView, SyncView};
use serde::Serialize;

/// What kind of profile this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum ProfileKind {
    /// The demo shop, marked on every screen.
    Demo,
    /// A real shop.
    Shop,
}

/// The register as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RegisterState {
    /// What kind of profile.
    pub profile: ProfileKind,
    /// Whether it belongs to a shop.
    pub enrolled: bool,
    /// The shop's name; empty before enrolment.
    pub shop_name: String,
    /// The register's name; empty before enrolment.
    pub register_name: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// How many decimals its minor unit has.
    pub currency_exponent: u32,
    /// BCP 47 tag for numbers, money and dates.
    pub locale: String,
    /// The program's version.
    pub version: String,
    /// Where the device key rests, said on screen when that is no keyring.
    pub key_warning: Option<String>,
    /// Whether the server knows another key of this register than the one that signs now: it is to be enrolled again.
    pub key_lost: bool,
    /// The demo's PIN, shown on screen.
    pub pin: Option<String>,
    /// Who is signed in; nobody while the register is locked.
    pub staff: Option<StaffView>,
    /// Who has it locked.
    pub locked_by: Option<StaffView>,
    /// Everybody who may open this register, by name.
    pub people: Vec<KnownStaff>,
    /// Whether whoever is signed in may choose a PIN without the one before it.
    pub may_choose_pin: bool,
    /// The open shift.
    pub shift: Option<ShiftView>,
    /// How far it is with its server.
    pub sync: SyncView,
    /// The basket that is being rung up.
    pub basket: Option<BasketView>,
    /// The payment of that basket, when a part of it was taken.
    pub payment: Option<PaymentView>,
    /// The last finished sale.
    pub last_sale: Option<SaleDone>,
}
