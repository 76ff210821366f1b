//! The calculation versions. A version, once an order was booked with it, never changes again.

pub mod v1;

use crate::discount::Discount;
use crate::line::{Line, LineFigures};
use crate::money::MoneyError;
use crate::tax::TaxRounding;
use serde::{Deserialize, Serialize};

/// Which definition of the figures an order was computed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub enum CalcVersion {
    /// The first definition.
    V1,
}

impl CalcVersion {
    /// The figures of all `lines` of one order. A line that brings back what a receipt sold counts by that receipt alone;
    /// the others are computed together.
    pub fn figures(
        self,
        lines: &[Line],
        discount: Option<Discount>,
        rounding: TaxRounding,
        exponent: u32,
    ) -> Result<Vec<LineFigures>, MoneyError> {
        let together: Vec<_> = lines
            .iter()
            .filter(|line| line.returned.is_none())
            .collect();
        let terms: Vec<_> = together.into_iter().map(v1::Terms::of).collect();
        let CalcVersion::V1 = self;
        let mut together = v1::order_figures(&terms, discount, rounding, exponent)?.into_iter();
        let figures = |line: &Line| match &line.returned {
            Some(returned) => v1::returned_part(returned, &line.taxes, line.quantity.negated()),
            // As many come out as went in.
            None => together.next().ok_or(MoneyError::OutOfRange),
        };
        lines.iter().map(figures).collect()
    }
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
