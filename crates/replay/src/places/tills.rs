//! The second place: SQL on each till.db, read-only. Orders and their lines are each summed, so that a change in either shows.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row};
use serde::Deserialize;

use super::booked::{Booked, LineSums, kind};
use super::days::{DaySums, Days};
use crate::error::{ReplayError, during};
use crate::file::figures;
use crate::layout::Layout;
use crate::sheet::Sheet;

/// The totals that a shift keeps; the figures are named as the till names them.
#[derive(Deserialize)]
struct ShiftTotals {
    sales: i64,
    refunds: i64,
    sales_gross: i64,
    refunds_gross: i64,
    tax: i64,
    cash: i64,
}

/// Reads every order of every till, and the shifts by day and register.
///
/// # Errors
/// When a till's file can't be read.
pub fn read(layout: &Layout, sheet: &Sheet) -> Result<(Vec<Booked>, Days), ReplayError> {
    let (mut orders, mut days) = (Vec::new(), Days::new());
    for (place, register) in sheet.registers.iter().enumerate() {
        let path = layout.till_db(place + 1);
        let reading = |error: rusqlite::Error| during(format!("reading {}", path.display()))(error);
        let db = open(&path)?;
        let lines = lines(&db).map_err(reading)?;
        orders.extend(orders_of(&db, register, &lines).map_err(reading)?);
        for (day, totals) in shifts(&db).map_err(reading)? {
            let totals: ShiftTotals = serde_json::from_str(&totals)
                .map_err(during(format!("reading a shift of {}", path.display())))?;
            let sums = DaySums {
                sales: totals.sales,
                refunds: totals.refunds,
                sales_gross: totals.sales_gross,
                refunds_gross: totals.refunds_gross,
                tax: totals.tax,
                cash: Some(totals.cash),
            };
            days.entry((day, register.clone())).or_default().add(&sums);
        }
    }
    Ok((orders, days))
}

/// Opens a till's file without any means to change it.
///
/// # Errors
/// When it is not there or not a database.
pub fn open(path: &Path) -> Result<Connection, ReplayError> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| ReplayError::Unusable(format!("{}: {error}", path.display())))
}

fn lines(db: &Connection) -> rusqlite::Result<HashMap<String, LineSums>> {
    let mut sums: HashMap<String, LineSums> = HashMap::new();
    let mut question =
        db.prepare("SELECT order_id, quantity, unit_price, net, tax, gross FROM order_lines")?;
    let mut rows = question.query([])?;
    while let Some(row) = rows.next()? {
        let order: &str = row.get_ref(0)?.as_str()?;
        let value = figures::line_total(row.get(1)?, row.get(2)?);
        let value = i64::try_from(value).unwrap_or(i64::MAX);
        let line = [row.get(3)?, row.get(4)?, row.get(5)?, value];
        match sums.get_mut(order) {
            Some(sum) => add(sum, line),
            None => {
                let mut sum = LineSums::default();
                add(&mut sum, line);
                sums.insert(order.to_owned(), sum);
            }
        }
    }
    Ok(sums)
}

fn add(sum: &mut LineSums, [net, tax, gross, value]: [i64; 4]) {
    sum.count += 1;
    sum.net = sum.net.saturating_add(net);
    sum.tax = sum.tax.saturating_add(tax);
    sum.gross = sum.gross.saturating_add(gross);
    sum.value = sum.value.saturating_add(value);
}

fn orders_of(
    db: &Connection,
    register: &str,
    lines: &HashMap<String, LineSums>,
) -> rusqlite::Result<Vec<Booked>> {
    let mut question =
        db.prepare("SELECT id, coalesce(external_reference, id), kind, business_day, lines, gross, tax, net FROM orders")?;
    let order = |row: &Row<'_>| {
        let id: String = row.get(0)?;
        let name: String = row.get(2)?;
        Ok(Booked {
            invoice: row.get(1)?,
            kind: kind(&name)
                .ok_or_else(|| rusqlite::Error::InvalidColumnName(format!("kind {name}")))?,
            register: register.to_owned(),
            business_day: row.get(3)?,
            lines: row.get(4)?,
            gross: row.get(5)?,
            tax: row.get(6)?,
            net: Some(row.get(7)?),
            paid: None,
            rows: Some(lines.get(&id).copied().unwrap_or_default()),
        })
    };
    let rows = question.query_map([], order)?;
    rows.collect()
}

fn shifts(db: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut question = db.prepare("SELECT business_day, totals FROM shifts")?;
    let rows = question.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
