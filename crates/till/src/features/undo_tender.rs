//! Gives one tender back while the order is not complete. Asked twice, it answers twice and gives back once.

use super::paying::Paying;
use crate::error::TillError;
use crate::journal;
use crate::store::{orders, tenders};
use crate::till::Till;
use crate::views::PaymentView;
use pos_protocol::Fact;
use pos_protocol::fact::PartTender;

/// Which tender goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoTender {
    /// The id that `begin_payment` gave.
    pub order_id: String,
    /// The tender's id.
    pub id: String,
}

/// Gives a tender of the open basket back.
pub fn undo_tender(till: &mut Till, request: &UndoTender) -> Result<PaymentView, TillError> {
    if orders::find(till.db()?, &request.order_id)?.is_some() {
        return Err(TillError::AlreadyPaid);
    }
    till.grant()?;
    till.write(|writing| {
        let paying = Paying::read(writing, &request.order_id)?;
        let known = tenders::find(writing.tx, &paying.open.id, &request.id)?;
        let known = known.ok_or(TillError::UnknownTender)?;
        if known.undone {
            return paying.view();
        }
        tenders::undo(writing.tx, &request.id)?;
        let fact = Fact::TenderUndone(PartTender {
            id: request.id.clone(),
            order: request.order_id.clone(),
            basket: paying.open.id.clone(),
            shift: paying.shift.view.id.clone(),
            tender: known.tender,
            currency: paying.open.basket.currency().code().to_owned(),
        });
        journal::append(writing, &fact, Some(&paying.shift.view.business_day))?;
        Paying::read(writing, &request.order_id)?.view()
    })
}
