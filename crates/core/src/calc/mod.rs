//! The calculation versions. A version, once an order was booked with it, never changes again.

pub mod v1;

use serde::{Deserialize, Serialize};

/// Which definition of the figures an order was computed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub enum CalcVersion {
    /// The first definition.
    V1,
}

impl TryFrom<u16> for CalcVersion {
    type Error = String;
    fn try_from(number: u16) -> Result<Self, String> {
        match number {
            1 => Ok(CalcVersion::V1),
            other => Err(format!(
                "calculation version {other} is unknown; update this program"
            )),
        }
    }
}

impl From<CalcVersion> for u16 {
    fn from(version: CalcVersion) -> u16 {
        match version {
            CalcVersion::V1 => 1,
        }
    }
}
