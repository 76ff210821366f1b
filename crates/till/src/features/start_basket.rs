//! Starts a basket. A sale's starts by itself with its first line; a refund's needs a supervisor.

use crate::error::TillError;
use crate::store::baskets::{self, FIRST_FENCE, OpenBasket};
use crate::store::{basket_lines, shifts};
use crate::till::Till;
use crate::views::BasketView;
use crate::writing::Writing;
use pos_core::{Basket, BasketKind};

/// Which basket to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartBasket {
    /// Which way the goods go.
    pub kind: BasketKind,
}

/// Starts a basket in the place of an empty one.
pub fn start_basket(till: &mut Till, request: StartBasket) -> Result<BasketView, TillError> {
    till.grant()?;
    let authorised_by = match request.kind {
        BasketKind::Sale => None,
        BasketKind::Refund | BasketKind::Exchange => Some(till.supervisor()?),
    };
    till.write(|writing| {
        let shift = shifts::require(writing.tx)?.view.id;
        if let Some(open) = baskets::open(writing.tx)? {
            if !open.basket.is_empty() {
                return Err(TillError::BasketOpen);
            }
            baskets::delete(writing.tx, &open.id)?;
        }
        let open = fresh(writing, request.kind, shift, authorised_by)?;
        baskets::insert(writing.tx, &open)?;
        view(writing.tx, open)
    })
}

/// Starts a basket of goods that come back without a receipt. Only a supervisor may.
pub fn start_refund(till: &mut Till) -> Result<BasketView, TillError> {
    let kind = BasketKind::Refund;
    start_basket(till, StartBasket { kind })
}

/// A basket that is on no disk yet.
pub(super) fn fresh(
    writing: &Writing<'_>,
    kind: BasketKind,
    shift: String,
    authorised_by: Option<String>,
) -> Result<OpenBasket, TillError> {
    let shop = writing.enrolment()?;
    let basket = Basket::new(kind, shop.currency()?);
    Ok(OpenBasket {
        id: writing.env.ids.uuid().to_string(),
        shift,
        basket: basket.rounding_taxes(shop.enrolled.store.tax_rounding),
        authorised_by,
        order_id: None,
        external_reference: None,
        note: None,
        name: String::new(),
        fence: FIRST_FENCE,
    })
}

/// The basket with all its lines.
pub(super) fn view(db: &rusqlite::Connection, open: OpenBasket) -> Result<BasketView, TillError> {
    let lines = basket_lines::all(db, &open.id)?;
    let totals = open.basket.settle(lines.clone())?.totals;
    Ok(BasketView {
        kind: open.basket.kind(),
        lines,
        totals,
        discount: open.basket.discount(),
        revision: open.basket.revision(),
        note: open.note,
        name: open.name,
        id: open.id,
    })
}
