//! Takes one tender. It commits at once; the one that pays the rest completes the order in the same transaction.
//!
//! A tender has an id that was made where it was typed. The same id again, after a double click or a lost answer, takes
//! nothing again and answers with how the payment stands.

use super::complete_order::complete;
use super::last_sale::read;
use super::paying::Paying;
use crate::error::TillError;
use crate::journal;
use crate::store::{orders, tenders};
use crate::till::Till;
use crate::views::Tendered;
use pos_core::Tender;
use pos_core::payment::Step;
use pos_protocol::Fact;
use pos_protocol::fact::PartTender;
use uuid::Uuid;

/// What is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeTender {
    /// The id that `begin_payment` gave.
    pub order_id: String,
    /// The tender's own id: a UUID that is made once for what was typed.
    pub id: String,
    /// The tender; negative where money is paid out.
    pub tender: Tender,
}

/// Takes a tender of the open basket.
pub fn take_tender(till: &mut Till, request: &TakeTender) -> Result<Tendered, TillError> {
    if let Some(done) = orders::find(till.db()?, &request.order_id)? {
        return Ok(Tendered::Done(Box::new(read(till.db()?, &done)?)));
    }
    till.grant()?;
    let id = Uuid::parse_str(&request.id).map_err(|_| TillError::BadText("tender's id"))?;
    let id = id.to_string();
    till.write(|writing| {
        let paying = Paying::read(writing, &request.order_id)?;
        if let Some(known) = tenders::find(writing.tx, &paying.open.id, &id)? {
            return match known.tender == request.tender {
                true => Ok(Tendered::Open(paying.view()?)),
                false => Err(TillError::TenderIdUsed),
            };
        }
        let step = paying.due.take(paying.tenders(), request.tender.clone())?;
        match step {
            Step::Paid(paid) => {
                let done = complete(writing, &paying.shift, paying.open, paying.lines, paid)?;
                Ok(Tendered::Done(Box::new(done)))
            }
            Step::Open(_) => {
                tenders::insert(writing.tx, &paying.open.id, &id, &request.tender)?;
                let fact = Fact::TenderTaken(PartTender {
                    id: id.clone(),
                    order: request.order_id.clone(),
                    basket: paying.open.id.clone(),
                    shift: paying.shift.view.id.clone(),
                    tender: request.tender.clone(),
                    currency: paying.open.basket.currency().code().to_owned(),
                });
                journal::append(writing, &fact, Some(&paying.shift.view.business_day))?;
                Ok(Tendered::Open(
                    Paying::read(writing, &request.order_id)?.view()?,
                ))
            }
        }
    })
}
