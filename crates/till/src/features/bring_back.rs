//! Puts goods that come back against a receipt into the basket, at what was paid for them. The receipt caps what can come
//! back, so no supervisor is needed, unless another register printed it and there is no server: nobody here knows then what
//! came back elsewhere.

use super::find_receipt::{number, read};
use super::start_basket::{fresh, view};
use crate::error::TillError;
use crate::store::baskets::{self, OpenBasket};
use crate::store::{basket_lines, orders, shifts};
use crate::till::Till;
use crate::views::{BasketView, ReturnQuote};
use crate::writing::Writing;
use pos_core::{Amount, BasketKind, Quantity, SoldReceipt};
use rusqlite::Connection;
use std::collections::HashSet;

/// What comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BringBack {
    /// The receipt's number, as it was typed or scanned.
    pub receipt: String,
    /// Which of its lines, and how many of each; positive.
    pub lines: Vec<(u32, Quantity)>,
}

/// Brings goods back: all that was chosen, or nothing. Goods may leave in the same basket.
pub fn bring_back(till: &mut Till, request: &BringBack) -> Result<BasketView, TillError> {
    till.grant()?;
    let supervisor = till.supervisor();
    till.write(|writing| {
        let receipt = require(writing.tx, &request.receipt)?;
        let mut open = basket(writing)?;
        if writing.offline && orders::by_receipt(writing.tx, &receipt.number)?.is_none() {
            open.authorised_by = Some(supervisor?);
        }
        if receipt.currency != open.basket.currency().code() {
            return Err(TillError::OtherCurrency(receipt.currency));
        }
        let mut taken: HashSet<u32> = basket_lines::all(writing.tx, &open.id)?
            .into_iter()
            .filter_map(|line| line.returned)
            .filter(|of| of.order == receipt.order)
            .map(|of| of.line)
            .collect();
        if request.lines.is_empty() {
            return Err(TillError::NothingChosen);
        }
        for (line, quantity) in &request.lines {
            if !taken.insert(*line) {
                return Err(TillError::ReturnInBasket(*line));
            }
            super::add_line::room_for_one(&open)?;
            let sold = sold(&receipt, *line)?;
            let line = open.basket.bring_back(&receipt, sold, *quantity)?;
            basket_lines::put(writing.tx, &open.id, &line)?;
        }
        baskets::change(writing.tx, &open)?;
        view(writing.tx, open)
    })
}

/// What would be paid back, line by line. Nothing changes.
pub fn quote_return(till: &Till, request: &BringBack) -> Result<ReturnQuote, TillError> {
    till.grant()?;
    let receipt = require(till.db()?, &request.receipt)?;
    let quoted = request.lines.iter().map(|(number, quantity)| {
        let line = sold(&receipt, *number)?.bring_back(&receipt, *quantity)?;
        Ok((*number, line.figures.gross))
    });
    let lines = quoted.collect::<Result<Vec<_>, TillError>>()?;
    let gross = Amount::sum(lines.iter().map(|(_, gross)| *gross))?;
    Ok(ReturnQuote { lines, gross })
}

/// The open basket, or a new one in which goods may go both ways.
fn basket(writing: &Writing<'_>) -> Result<OpenBasket, TillError> {
    let shift = shifts::require(writing.tx)?.view.id;
    if let Some(open) = baskets::open(writing.tx)? {
        return Ok(open);
    }
    let open = fresh(writing, BasketKind::Exchange, shift, None)?;
    baskets::insert(writing.tx, &open)?;
    Ok(open)
}

fn require(db: &Connection, text: &str) -> Result<SoldReceipt, TillError> {
    let number = number(text)?;
    read(db, &number)?.ok_or(TillError::ReceiptUnknown(number))
}

fn sold(receipt: &SoldReceipt, number: u32) -> Result<&pos_core::SoldLine, TillError> {
    let mut lines = receipt.lines.iter();
    lines
        .find(|line| line.number == number)
        .ok_or(TillError::NotOnReceipt(number))
}
