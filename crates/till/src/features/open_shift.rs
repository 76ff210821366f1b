//! Opens a shift: the float is counted and the trading day confirmed.

use crate::error::TillError;
use crate::journal;
use crate::store::shifts;
use crate::till::Till;
use crate::views::ShiftView;
use pos_core::Amount;
use pos_protocol::Fact;
use pos_protocol::fact::ShiftOpened;

/// What a shift opens with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenShift {
    /// Cash in the drawer.
    pub float: Amount,
    /// The trading day, `YYYY-MM-DD`, confirmed by whoever opens.
    pub business_day: String,
}

/// Opens a shift.
pub fn open_shift(till: &mut Till, request: &OpenShift) -> Result<ShiftView, TillError> {
    till.grant()?;
    if request.float < Amount::ZERO {
        return Err(TillError::NegativeCash);
    }
    let day = business_day(&request.business_day)?;
    till.write(|writing| {
        if shifts::open(writing.tx)?.is_some() {
            return Err(TillError::ShiftOpen);
        }
        let shift = ShiftView {
            id: writing.env.ids.uuid().to_string(),
            number: shifts::next_number(writing.tx)?,
            business_day: day,
            opened_at: writing.env.clock.now().to_string(),
            float: request.float,
        };
        shifts::insert(writing.tx, &shift)?;
        let fact = Fact::ShiftOpened(ShiftOpened {
            shift: shift.id.clone(),
            number: shift.number,
            float: shift.float,
            currency: writing.enrolment()?.enrolled.store.currency.clone(),
        });
        journal::append(writing, &fact, Some(&shift.business_day))?;
        Ok(shift)
    })
}

/// A day as `YYYY-MM-DD` and in no other spelling.
fn business_day(text: &str) -> Result<String, TillError> {
    match text.parse::<jiff::civil::Date>() {
        Ok(day) if day.to_string() == text => Ok(day.to_string()),
        _ => Err(TillError::BadBusinessDay(text.to_owned())),
    }
}
