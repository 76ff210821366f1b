//! Held baskets, and what has changed in the catalogue since one was put aside.

use super::{BasketView, Kind};
use pos_till::views as till;
use serde::Serialize;

/// A held basket in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HeldBasket {
    /// Its id.
    pub id: String,
    /// Its fence, which the resuming names.
    pub fence: u64,
    /// Whether this register holds it.
    pub here: bool,
    /// What people call it; may be empty.
    pub name: String,
    /// The register that holds it; empty for this one.
    pub register_name: String,
    /// Who put it aside, where another register says so.
    pub held_by: Option<String>,
    /// When, RFC 3339.
    pub held_at: String,
    /// Which way the goods go.
    pub kind: Kind,
    /// How many lines.
    pub lines: u32,
    /// What is to be paid for it.
    pub gross: i64,
    /// Another register also wrote to it.
    pub forked: bool,
}

/// A line whose product costs something else by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PriceChange {
    /// The line's number.
    pub line: u32,
    /// The product's code.
    pub code: String,
    /// The product's name.
    pub name: String,
    /// What one unit costs on the line.
    pub was_e4: i64,
    /// What it costs by now; none when it is not sold any more.
    pub now_e4: Option<i64>,
    /// Whether its taxes are others too.
    pub taxes: bool,
}

/// A held basket that is open again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Resumed {
    /// The basket.
    pub basket: BasketView,
    /// What has changed in the catalogue meanwhile.
    pub changes: Vec<PriceChange>,
}

impl From<till::HeldView> for HeldBasket {
    fn from(held: till::HeldView) -> HeldBasket {
        HeldBasket {
            id: held.id,
            fence: held.fence,
            here: held.here,
            name: held.name,
            register_name: held.register_name,
            held_by: held.held_by,
            held_at: held.held_at,
            kind: held.kind.into(),
            lines: held.lines,
            gross: held.gross.minor(),
            forked: held.forked,
        }
    }
}

impl From<till::PriceChange> for PriceChange {
    fn from(change: till::PriceChange) -> PriceChange {
        PriceChange {
            line: change.line,
            code: change.code,
            name: change.name,
            was_e4: change.was.e4(),
            now_e4: change.now.map(|now| now.e4()),
            taxes: change.taxes,
        }
    }
}

impl From<till::Resumed> for Resumed {
    fn from(resumed: till::Resumed) -> Resumed {
        Resumed {
            basket: BasketView::from(&resumed.basket),
            changes: resumed.changes.into_iter().map(PriceChange::from).collect(),
        }
    }
}
