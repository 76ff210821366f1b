//! The rows that are no till work: counted, and each written out with its line, its reason and what to make of it.

use std::io::Write;

use csv::Writer;
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::error::{ReplayError, during};

/// How many rows were refused, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedCounts {
    /// [`Refusal::StockCorrection`]
    pub stock_correction: u64,
    /// [`Refusal::ZeroPrice`]
    pub zero_price: u64,
    /// [`Refusal::NotASaleOrRefund`]
    pub not_a_sale_or_refund: u64,
    /// [`Refusal::Malformed`]
    pub malformed: u64,
}

impl RefusedCounts {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.stock_correction + self.zero_price + self.not_a_sale_or_refund + self.malformed
    }
}

/// Writes refused rows as CSV.
pub struct RefusedRows<W: Write> {
    out: Writer<W>,
    counts: RefusedCounts,
}

impl<W: Write> RefusedRows<W> {
    /// Begins with the header.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn begin(out: W) -> Result<RefusedRows<W>, ReplayError> {
        let mut out = Writer::from_writer(out);
        out.write_record(["line", "invoice", "reason", "message"])
            .map_err(during("writing the refused rows"))?;
        Ok(RefusedRows {
            out,
            counts: RefusedCounts::default(),
        })
    }

    /// Writes one.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add(
        &mut self,
        line: u64,
        invoice: &str,
        reason: Refusal,
        message: &str,
    ) -> Result<(), ReplayError> {
        match reason {
            Refusal::StockCorrection => self.counts.stock_correction += 1,
            Refusal::ZeroPrice => self.counts.zero_price += 1,
            Refusal::NotASaleOrRefund => self.counts.not_a_sale_or_refund += 1,
            Refusal::Malformed => self.counts.malformed += 1,
        }
        self.out
            .write_record([&line.to_string(), invoice, reason.name(), message])
            .map_err(during("writing the refused rows"))
    }

    /// Writes out what is left and says how many there were.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn finish(mut self) -> Result<RefusedCounts, ReplayError> {
        self.out
            .flush()
            .map_err(during("writing the refused rows"))?;
        Ok(self.counts)
    }
}
