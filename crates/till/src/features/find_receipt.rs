//! Finds a receipt by the number on it, with what of each line can still come back.

use super::last_sale;
use crate::error::TillError;
use crate::store::{basket_lines, baskets, order_lines, orders, other_receipts};
use crate::till::Till;
use crate::views::{ReceiptFound, ReturnableLine};
use pos_core::{Quantity, SoldLine, SoldReceipt, receipt};
use rusqlite::Connection;

/// Finds a receipt of this register, or one of another register that the server told of. No server is asked.
pub fn find_receipt(till: &Till, text: &str) -> Result<ReceiptFound, TillError> {
    till.grant()?;
    let db = till.db()?;
    let number = number(text)?;
    let found = read(db, &number)?.ok_or(TillError::ReceiptUnknown(number))?;
    shown(db, found)
}

/// Keeps what the server told of a receipt, of this register or of another one. `held` is how many entries of this journal
/// the server was known to hold when it was asked.
pub fn remember_receipt(
    till: &mut Till,
    mut receipt: SoldReceipt,
    held: u64,
) -> Result<(), TillError> {
    till.write(|writing| {
        // What came back here and reached the server is in its figure already, and in this till's own.
        for line in &mut receipt.lines {
            let order = &receipt.order;
            let ours = order_lines::returned_until(writing.tx, order, line.number, held)?;
            let elsewhere = line.returned.plus(ours.negated())?;
            line.returned = elsewhere.max(Quantity::NOTHING);
        }
        other_receipts::put(writing.tx, &receipt)
    })
}

/// The number in `text`, as receipts print it.
pub(super) fn number(text: &str) -> Result<String, TillError> {
    receipt::read_number(text).ok_or_else(|| TillError::NotAReceipt(text.trim().to_owned()))
}

/// The receipt with what came back of each line by now.
pub(super) fn read(db: &Connection, number: &str) -> Result<Option<SoldReceipt>, TillError> {
    let told = other_receipts::find(db, number)?;
    let mut found = match (orders::by_receipt(db, number)?, told) {
        (Some(found), told) => own(last_sale::read(db, &found)?.receipt, told),
        (None, Some(other)) => other,
        (None, None) => return Ok(None),
    };
    for line in &mut found.lines {
        let here = order_lines::returned(db, &found.order, line.number)?;
        line.returned = line.returned.plus(here)?;
    }
    Ok(Some(found))
}

/// A receipt of this register, with what the server `told` of its lines: what came back at other registers.
fn own(receipt: pos_core::Receipt, told: Option<SoldReceipt>) -> SoldReceipt {
    let order = receipt.order;
    // A clone of this register may have printed the same number on another order.
    let told = told.filter(|told| told.order == order.id());
    let elsewhere = |number: u32| {
        let mut lines = told.iter().flat_map(|told| &told.lines);
        let line = lines.find(|line| line.number == number);
        line.map_or(Quantity::NOTHING, |line| line.returned)
    };
    let sold = order.lines().iter();
    let sold = sold.filter(|line| !line.quantity.is_negative());
    SoldReceipt {
        order: order.id().to_owned(),
        number: receipt.number,
        business_day: receipt.business_day,
        paid_at: receipt.paid_at,
        currency: order.currency().code().to_owned(),
        lines: sold
            .map(|line| SoldLine {
                returned: elsewhere(line.number),
                ..SoldLine::of(line)
            })
            .collect(),
    }
}

/// The receipt as a window shows it.
fn shown(db: &Connection, receipt: SoldReceipt) -> Result<ReceiptFound, TillError> {
    let rung = match baskets::open(db)? {
        Some(open) => basket_lines::all(db, &open.id)?,
        None => Vec::new(),
    };
    let chosen = |number: u32| {
        let of =
            |line: &pos_core::Line| line.returned.as_ref().map(|of| (of.order.clone(), of.line));
        rung.iter()
            .any(|line| of(line) == Some((receipt.order.clone(), number)))
    };
    let lines = receipt.lines.iter().map(|line| {
        Ok(ReturnableLine {
            number: line.number,
            code: line.code.clone(),
            name: line.name.clone(),
            unit: line.unit.clone(),
            quantity: line.quantity,
            returned: line.returned,
            left: line.quantity.plus(line.returned.negated())?,
            gross: line.figures.gross,
            in_basket: chosen(line.number),
        })
    });
    Ok(ReceiptFound {
        lines: lines.collect::<Result<_, TillError>>()?,
        number: receipt.number,
        business_day: receipt.business_day,
        paid_at: receipt.paid_at,
    })
}
