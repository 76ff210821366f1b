//! Goes on with a held basket: one that this register put aside itself, or one that the server has just handed out.

use super::price_changes::basket_changes;
use super::start_basket::view;
use crate::error::TillError;
use crate::journal;
use crate::store::baskets::{self, OpenBasket};
use crate::store::{basket_lines, held_baskets, shifts, sync_state};
use crate::till::Till;
use crate::views::{BasketView, Resumed};
use crate::writing::Writing;
use pos_protocol::Fact;
use pos_protocol::basket::{Claimed, HeldBasket};
use pos_protocol::fact::BasketResumed;

/// Which basket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResumeBasket {
    /// The basket's id.
    pub id: String,
    /// The fence that the server has just given it; none when no server was asked.
    pub fence: Option<u64>,
}

/// What [`own_held`] knows of a basket that lies here.
pub(crate) struct OwnHeld {
    /// Its fence.
    pub fence: u64,
    /// There is no server to ask, or it has not heard of the basket: nobody else can have it.
    pub alone: bool,
}

/// What is known here of a basket, and whether it could become the open one, before anybody asks the server for it.
pub(crate) fn own_held(till: &Till, id: &str) -> Result<Option<OwnHeld>, TillError> {
    till.grant()?;
    let db = till.db()?;
    shifts::require(db)?;
    if baskets::open(db)?.is_some_and(|open| !open.basket.is_empty()) {
        return Err(TillError::BasketOpen);
    }
    let cursor = sync_state::cursor(db)?;
    let held = held_baskets::find(db, id)?;
    Ok(held.map(|held| OwnHeld {
        fence: held.basket.fence,
        alone: till.offline || held.n > cursor,
    }))
}

/// Goes on with a basket that this register holds, whether or not there is a server.
pub fn resume_basket(till: &mut Till, request: &ResumeBasket) -> Result<Resumed, TillError> {
    till.grant()?;
    let basket = till.write(|writing| {
        let mut held = held_baskets::require(writing.tx, &request.id)?.basket;
        held.fence = request.fence.unwrap_or(held.fence);
        open(writing, held, request.fence.is_some())
    })?;
    resumed(till, basket)
}

/// Goes on with a basket that the server handed out to this register.
pub fn resume_claimed(till: &mut Till, claimed: Claimed) -> Result<Resumed, TillError> {
    till.grant()?;
    let basket = claimed.basket;
    let foreign = till.enrolment.as_ref().map(|shop| shop.currency());
    let foreign = foreign.transpose()? != Some(basket.basket.currency());
    if foreign || !basket.adds_up()? {
        let what = "a held basket from the server that does not add up";
        return Err(TillError::Damaged(what.to_owned()));
    }
    let basket = till.write(|writing| open(writing, basket, true))?;
    resumed(till, basket)
}

/// Makes `held` the open basket, in the place of an empty one, and says so in the journal.
fn open(
    writing: &mut Writing<'_>,
    held: HeldBasket,
    claimed: bool,
) -> Result<BasketView, TillError> {
    let shift = shifts::require(writing.tx)?.view;
    if let Some(open) = baskets::open(writing.tx)? {
        if !open.basket.is_empty() {
            return Err(TillError::BasketOpen);
        }
        baskets::delete(writing.tx, &open.id)?;
    }
    let fact = Fact::BasketResumed(BasketResumed {
        basket: held.id.clone(),
        shift: shift.id.clone(),
        fence: held.fence,
        claimed,
    });
    held_baskets::delete(writing.tx, &held.id)?;
    let (open, lines) = OpenBasket::taken_up(held, shift.id);
    baskets::insert(writing.tx, &open)?;
    for line in &lines {
        basket_lines::put(writing.tx, &open.id, line)?;
    }
    journal::append(writing, &fact, Some(&shift.business_day))?;
    view(writing.tx, open)
}

fn resumed(till: &Till, basket: BasketView) -> Result<Resumed, TillError> {
    // Without a catalogue that can be read nothing can be said about prices; the basket is there all the same.
    let changes = match basket_changes(till) {
        Err(TillError::NoCatalogue | TillError::CatalogueDamaged) => Vec::new(),
        changes => changes?,
    };
    Ok(Resumed { basket, changes })
}
