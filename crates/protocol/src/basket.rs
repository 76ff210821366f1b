//! Held baskets: what goes into the journal when one is put aside, and what a register asks the server for others'.

use pos_core::{Amount, Basket, BasketKind, Line, MoneyError, Totals};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The longest name of a held basket, in characters.
pub const MAX_NAME: usize = 60;

/// A basket with all that somebody needs to go on with it, wherever that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBasket {
    /// The basket's id (UUID), the same wherever the basket goes.
    pub id: String,
    /// Grows whenever the server hands the basket out: who comes with a smaller one comes too late.
    pub fence: u64,
    /// What people call it; may be empty.
    pub name: String,
    /// The basket without its lines.
    pub basket: Basket,
    /// Its lines, by number.
    pub lines: Vec<Line>,
    /// The supervisor who allowed a refund.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorised_by: Option<String>,
    /// The number that another system knows the order by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
    /// A note of the cashier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl HeldBasket {
    /// Whether the lines are those that the basket's running totals were made of.
    pub fn adds_up(&self) -> Result<bool, MoneyError> {
        Ok(Totals::of(&self.lines)? == *self.basket.totals())
    }

    /// What is to be paid for it.
    pub fn gross(&self) -> Result<Amount, MoneyError> {
        Ok(self.basket.settle(self.lines.clone())?.totals.gross)
    }
}

/// A held basket in a list.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSummary {
    /// The basket's id.
    pub id: Uuid,
    /// Its fence, which a claim names.
    pub fence: u64,
    /// What people call it; may be empty.
    pub name: String,
    /// The register that held it.
    pub register: Uuid,
    /// What people call that register.
    pub register_name: String,
    /// Which way the goods go.
    pub kind: BasketKind,
    /// ISO 4217 code.
    pub currency: String,
    /// How many lines.
    pub lines: u32,
    /// What is to be paid for it.
    pub gross: Amount,
    /// The wall clock of the register that held it, RFC 3339.
    pub held_at: String,
    /// Who held it, if anybody was signed in.
    pub held_by: Option<String>,
    /// Somebody also wrote to it who no longer had it.
    pub forked: bool,
}

/// `GET /v1/baskets?state=held`, as a register gets it: all at once.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldList {
    /// The newest first.
    #[serde(rename = "items")]
    pub baskets: Vec<HeldSummary>,
}

/// `POST /v1/baskets/{id}/claim`
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRequest {
    /// The fence that the caller saw; none takes the basket as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fence: Option<u64>,
}

/// A basket that is the caller's now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// The basket, with the fence that only the caller knows.
    pub basket: HeldBasket,
}
