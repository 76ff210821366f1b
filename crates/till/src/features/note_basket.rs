//! A note on the whole basket, or beside one line: what the customer asked for, what is scratched.

use super::add_line::changed;
use super::begin_payment::{MAX_NOTE, text};
use super::start_basket::view;
use crate::error::TillError;
use crate::store::{basket_lines, baskets, shifts};
use crate::till::Till;
use crate::views::{BasketChange, BasketView};

/// Which line gets which note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// The line's number.
    pub number: u32,
    /// The note; none or an empty one takes it away.
    pub note: Option<String>,
}

/// The longest note beside a line, in characters.
const MAX_LINE_NOTE: usize = 200;

/// Changes the note of the open basket; none or an empty one takes it away.
pub fn note_basket(till: &mut Till, note: &Option<String>) -> Result<BasketView, TillError> {
    till.grant()?;
    let note = text(note, "note", MAX_NOTE, "\n\t")?;
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        open.note = note;
        baskets::note(writing.tx, &open)?;
        view(writing.tx, open)
    })
}

/// Changes the note beside a line.
pub fn note_line(till: &mut Till, request: &NoteLine) -> Result<BasketChange, TillError> {
    till.grant()?;
    let note = text(&request.note, "note", MAX_LINE_NOTE, "")?;
    till.write(|writing| {
        shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        let line = basket_lines::read(writing.tx, &open.id, request.number)?;
        let line = open.basket.note_line(&line, note);
        basket_lines::put(writing.tx, &open.id, &line)?;
        baskets::change(writing.tx, &open)?;
        changed(writing.tx, open, line)
    })
}
