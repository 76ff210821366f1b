//! `shifts`: the shifts of this register with their running totals.

use super::{cash, orders, tenders};
use crate::error::TillError;
use crate::views::{ShiftReport, ShiftView};
use pos_core::{Amount, ShiftTotals};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The open shift with what it has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenShift {
    pub view: ShiftView,
    pub totals: ShiftTotals,
    /// Why what was counted is not what should be there.
    pub difference_reason: Option<String>,
    /// The number of its closing.
    pub z_number: Option<u32>,
}

impl OpenShift {
    /// Float plus cash and what was paid in and out, and the cash of a payment that is still open.
    pub fn expected_cash(&self, db: &Connection) -> Result<Amount, TillError> {
        let expected = self.totals.expected_cash(self.view.float)?;
        Ok(expected.plus(tenders::cash(db)?)?)
    }

    /// What it has come to, with what was `counted`.
    pub fn report(
        &self,
        db: &Connection,
        counted: Option<Amount>,
    ) -> Result<ShiftReport, TillError> {
        let expected = self.expected_cash(db)?;
        Ok(ShiftReport {
            id: self.view.id.clone(),
            number: self.view.number,
            business_day: self.view.business_day.clone(),
            opened_at: self.view.opened_at.clone(),
            closed_at: None,
            sales: self.totals.sales,
            refunds: self.totals.refunds,
            sales_gross: self.totals.sales_gross,
            refunds_gross: self.totals.refunds_gross,
            tax: self.totals.tax,
            taxes: self.totals.taxes.clone(),
            discounts: self.totals.discounts,
            voids: self.totals.voids,
            voids_gross: self.totals.voids_gross,
            cash_rounding: self.totals.cash_rounding,
            cash: self.totals.cash,
            part_paid_cash: tenders::cash(db)?,
            card: self.totals.card,
            voucher: self.totals.voucher,
            paid_in: self.totals.paid_in,
            paid_out: self.totals.paid_out,
            movements: cash::of_shift(db, &self.view.id)?,
            float: self.view.float,
            expected_cash: expected,
            counted_cash: counted,
            difference: counted.map(|sum| sum.minus(expected)).transpose()?,
            difference_reason: self.difference_reason.clone(),
            z_number: self.z_number,
            perpetual: orders::perpetual(db)?,
        })
    }
}

fn row(row: &Row<'_>) -> rusqlite::Result<(ShiftView, String)> {
    let view = ShiftView {
        id: row.get(0)?,
        number: row.get(1)?,
        business_day: row.get(2)?,
        opened_at: row.get(3)?,
        float: Amount::from_minor(row.get(4)?),
    };
    Ok((view, row.get(5)?))
}

/// The open shift, if there is one.
pub(crate) fn open(db: &Connection) -> Result<Option<OpenShift>, TillError> {
    let mut open = db.prepare_cached(
        r#"SELECT id, number, business_day, opened_at, "float", totals
           FROM shifts WHERE closed_at IS NULL"#,
    )?;
    let Some((view, totals)) = open.query_row([], row).optional()? else {
        return Ok(None);
    };
    let totals = serde_json::from_str(&totals)?;
    Ok(Some(OpenShift {
        view,
        totals,
        difference_reason: None,
        z_number: None,
    }))
}

/// The open shift, or [`TillError::ShiftClosed`].
pub(crate) fn require(db: &Connection) -> Result<OpenShift, TillError> {
    open(db)?.ok_or(TillError::ShiftClosed)
}

/// The number that the next shift gets.
pub(crate) fn next_number(db: &Connection) -> Result<u32, TillError> {
    let sql = "SELECT ifnull(max(number), 0) + 1 FROM shifts";
    Ok(db.query_row(sql, [], |row| row.get(0))?)
}

/// Keeps a shift that opens.
pub(crate) fn insert(db: &Connection, shift: &ShiftView) -> Result<(), TillError> {
    db.execute(
        r#"INSERT INTO shifts (id, number, business_day, opened_at, "float", totals)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6)"#,
        params![
            shift.id,
            shift.number,
            shift.business_day,
            shift.opened_at,
            shift.float.minor(),
            serde_json::to_string(&ShiftTotals::default())?
        ],
    )?;
    Ok(())
}

/// Keeps the totals of a shift.
pub(crate) fn set_totals(db: &Connection, id: &str, totals: &ShiftTotals) -> Result<(), TillError> {
    let mut set = db.prepare_cached("UPDATE shifts SET totals = ?2 WHERE id = ?1")?;
    set.execute(params![id, serde_json::to_string(totals)?])?;
    Ok(())
}

/// The number that the next closing gets.
pub(crate) fn next_z_number(db: &Connection) -> Result<u32, TillError> {
    let sql = "SELECT ifnull(max(z_number), 0) + 1 FROM shifts";
    Ok(db.query_row(sql, [], |row| row.get(0))?)
}

/// What a shift ends with.
pub(crate) struct End<'a> {
    pub at: &'a str,
    /// Expected, counted, perpetual.
    pub sums: [Amount; 3],
    pub reason: Option<&'a str>,
    pub z_number: u32,
}

/// Closes a shift.
pub(crate) fn close(db: &Connection, id: &str, end: &End<'_>) -> Result<(), TillError> {
    let [expected, counted, perpetual] = end.sums.map(Amount::minor);
    db.execute(
        "UPDATE shifts SET closed_at = ?2, expected_cash = ?3, counted_cash = ?4, perpetual = ?5,
             difference_reason = ?6, z_number = ?7
         WHERE id = ?1",
        params![
            id,
            end.at,
            expected,
            counted,
            perpetual,
            end.reason,
            end.z_number
        ],
    )?;
    Ok(())
}
