//! Puts the open basket aside under a name, for this register or another one to go on with.

use super::held_baskets::view;
use crate::error::TillError;
use crate::journal;
use crate::store::held_baskets::{self, Held};
use crate::store::{basket_lines, baskets, shifts, tenders};
use crate::till::Till;
use crate::views::HeldView;
use pos_protocol::Fact;
use pos_protocol::basket::MAX_NAME;
use pos_protocol::fact::BasketHeld;

/// What the basket is to be called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HoldBasket {
    /// The name; may be empty.
    pub name: String,
}

/// Puts the open basket aside. The whole of it is in the journal, so that the server can hand it out.
pub fn hold_basket(till: &mut Till, request: &HoldBasket) -> Result<HeldView, TillError> {
    till.grant()?;
    let name = request.name.trim();
    if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        return Err(TillError::BadText("name"));
    }
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?;
        let mut open = baskets::require(writing.tx)?;
        if open.basket.is_empty() {
            return Err(TillError::NoBasket);
        }
        tenders::require_none(writing.tx, &open.id)?;
        name.clone_into(&mut open.name);
        let lines = basket_lines::all(writing.tx, &open.id)?;
        baskets::delete(writing.tx, &open.id)?;
        let fact = Fact::BasketHeld(Box::new(BasketHeld {
            shift: shift.view.id,
            basket: open.put_aside(lines),
        }));
        let written = journal::append(writing, &fact, Some(&shift.view.business_day))?;
        let Fact::BasketHeld(fact) = fact else {
            return Err(TillError::Damaged("a held basket that is none".to_owned()));
        };
        let held = Held {
            n: written.n,
            held_at: written.wall_time,
            basket: fact.basket,
        };
        held_baskets::insert(writing.tx, &held)?;
        view(&held)
    })
}
