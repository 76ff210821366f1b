//! `shifts`: the shifts of this register with their running totals.

use crate::error::TillError;
use crate::views::{ShiftReport, ShiftView};
use pos_core::{Amount, ShiftTotals};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The open shift with what it has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenShift {
    pub view: ShiftView,
    pub totals: ShiftTotals,
}

impl OpenShift {
    /// Float plus cash.
    pub fn expected_cash(&self) -> Result<Amount, TillError> {
        Ok(self.view.float.plus(self.totals.cash)?)
    }

    /// What it has come to, with what was `counted`.
    pub fn report(&self, counted: Option<Amount>) -> Result<ShiftReport, TillError> {
        let expected = self.expected_cash()?;
        Ok(ShiftReport {
            id: self.view.id.clone(),
            number: self.view.number,
            business_day: self.view.business_day.clone(),
            sales: self.totals.sales,
            refunds: self.totals.refunds,
            sales_gross: self.totals.sales_gross,
            refunds_gross: self.totals.refunds_gross,
            tax: self.totals.tax,
            cash: self.totals.cash,
            float: self.view.float,
            expected_cash: expected,
            counted_cash: counted,
            difference: counted.map(|sum| sum.minus(expected)).transpose()?,
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
    Ok(Some(OpenShift { view, totals }))
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

/// Closes a shift.
pub(crate) fn close(
    db: &Connection,
    id: &str,
    at: &str,
    [expected, counted, perpetual]: [Amount; 3],
) -> Result<(), TillError> {
    db.execute(
        "UPDATE shifts SET closed_at = ?2, expected_cash = ?3, counted_cash = ?4, perpetual = ?5
         WHERE id = ?1",
        params![id, at, expected.minor(), counted.minor(), perpetual.minor()],
    )?;
    Ok(())
}
