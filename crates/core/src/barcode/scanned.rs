//! What a scan says: which goods, and all that the label knows about this one piece.

use super::fields::{LabelDate, LabelPrice, LabelWeight};
use super::gtin::spellings;

/// Which goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A number that is theirs all over the world.
    Gtin(String),
    /// A number of this shop's own.
    InStore {
        /// The digits of the number, with the zeros before it.
        number: String,
        /// The whole code without its price or weight.
        plain: String,
    },
}

impl Default for Item {
    fn default() -> Self {
        Item::Gtin(String::new())
    }
}

impl Item {
    /// By what the goods may be known in the catalogue, the likeliest first.
    pub fn keys(&self) -> Vec<String> {
        match self {
            Item::Gtin(gtin) => spellings(gtin),
            Item::InStore { number, plain } => {
                let mut keys = vec![plain.clone(), number.clone()];
                let short = number.trim_start_matches('0');
                if !short.is_empty() && short != number {
                    keys.push(short.to_owned());
                }
                keys
            }
        }
    }
}

/// A scan, understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Which goods.
    pub item: Item,
    /// What they weigh.
    pub weight: Option<LabelWeight>,
    /// How many there are in it.
    pub count: Option<u32>,
    /// What they cost, whatever the catalogue says.
    pub price: Option<LabelPrice>,
    /// The batch that they come from.
    pub batch: Option<String>,
    /// The last day on which they may be sold.
    pub expiry: Option<LabelDate>,
    /// The day until which they are at their best.
    pub best_before: Option<LabelDate>,
    /// The number of this very piece.
    pub serial: Option<String>,
}
