//! What is taken off, and what is written beside it.

use super::staff::Authorisation;
use crate::errors::Answer;
use crate::shell::Shell;
use crate::traces::Deed;
use crate::views::{BasketChange, BasketView};
use pos_core::{Amount, Discount};
use pos_till::{TillError, features};
use serde::Deserialize;
use tauri::State;

/// What is to be taken off: so many per cent, or a sum; neither takes nothing off any more.
#[derive(Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DiscountBasket {
    percent_e4: Option<i64>,
    amount: Option<i64>,
    /// A supervisor's leave, where it is more than a cashier may take off.
    authorisation: Option<Authorisation>,
}

/// The same for one line.
#[derive(Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DiscountLine {
    number: u32,
    percent_e4: Option<i64>,
    amount: Option<i64>,
    /// A supervisor's leave, where it is more than a cashier may take off.
    authorisation: Option<Authorisation>,
}

/// What is written on the whole basket; nothing takes it away.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct NoteBasket {
    note: Option<String>,
}

/// What is written beside a line; nothing takes it away.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct NoteLine {
    number: u32,
    note: Option<String>,
}

/// Takes something off a line.
#[tauri::command]
#[specta::specta]
pub async fn discount_line(shell: State<'_, Shell>, request: DiscountLine) -> Answer<BasketChange> {
    shell
        .on_basket(Deed::change("discount_line"), move |till| {
            let leave = request.authorisation.map(Into::into);
            let request = features::DiscountLine {
                number: request.number,
                discount: discount(request.percent_e4, request.amount)?,
            };
            let change = features::authorised(till, leave.as_ref(), |till| {
                features::discount_line(till, request)
            });
            Ok(change?.into())
        })
        .await
}

/// Takes something off the whole basket.
#[tauri::command]
#[specta::specta]
pub async fn discount_basket(
    shell: State<'_, Shell>,
    request: DiscountBasket,
) -> Answer<BasketView> {
    shell
        .on_basket(Deed::change("discount_basket"), move |till| {
            let leave = request.authorisation.map(Into::into);
            let discount = discount(request.percent_e4, request.amount)?;
            let basket = features::authorised(till, leave.as_ref(), |till| {
                features::discount_basket(till, discount)
            });
            Ok(BasketView::from(&basket?))
        })
        .await
}

/// Writes a note on the whole basket.
#[tauri::command]
#[specta::specta]
pub async fn note_basket(shell: State<'_, Shell>, request: NoteBasket) -> Answer<BasketView> {
    shell
        .on_basket(Deed::change("note_basket"), move |till| {
            Ok(BasketView::from(&features::note_basket(
                till,
                &request.note,
            )?))
        })
        .await
}

/// Writes a note beside a line.
#[tauri::command]
#[specta::specta]
pub async fn note_line(shell: State<'_, Shell>, request: NoteLine) -> Answer<BasketChange> {
    shell
        .on_basket(Deed::change("note_line"), move |till| {
            let request = features::NoteLine {
                number: request.number,
                note: request.note,
            };
            Ok(features::note_line(till, &request)?.into())
        })
        .await
}

pub(super) fn discount(percent_e4: Option<i64>, amount: Option<i64>) -> Answer<Option<Discount>> {
    let discount = match (percent_e4, amount) {
        (None, None) => return Ok(None),
        (Some(rate), None) => u64::try_from(rate)
            .ok()
            .and_then(|rate_e4| Discount::Percent { rate_e4 }.checked().ok()),
        (None, Some(amount)) => Discount::amount(Amount::from_minor(amount)).ok(),
        (Some(_), Some(_)) => None,
    };
    Ok(Some(discount.ok_or(TillError::BadDiscount)?))
}
