//! Ringing up.

use super::staff::Authorisation;
use crate::errors::Answer;
use crate::shell::Shell;
use crate::traces::Deed;
use crate::views::{BasketChange, BasketView};
use pos_core::{BasketError, Quantity, UnitPrice};
use pos_till::{TillError, features};
use serde::Deserialize;
use tauri::State;

/// What is to be added: a code, or a barcode as it was scanned.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct AddLine {
    text: String,
    quantity: i64,
}

/// Another quantity for a line, in thousandths.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct ChangeQuantity {
    number: u32,
    quantity: i64,
}

/// The line that is to go.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct RemoveLine {
    number: u32,
}

/// Another price for a line, and why.
#[derive(Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OverridePrice {
    number: u32,
    price_e4: i64,
    reason: String,
    /// A supervisor's leave, where the price needs one.
    authorisation: Option<Authorisation>,
}

/// Goods come back without a receipt.
#[derive(Clone, Deserialize, specta::Type)]
pub struct StartRefund {
    /// A supervisor's leave, unless one is signed in.
    authorisation: Option<Authorisation>,
}

/// The basket that is being rung up.
#[tauri::command]
#[specta::specta]
pub async fn basket(shell: State<'_, Shell>) -> Answer<Option<BasketView>> {
    shell
        .on_till(|till| Ok(features::basket(till)?.as_ref().map(BasketView::from)))
        .await
}

/// Adds a product.
#[tauri::command]
#[specta::specta]
pub async fn add_line(shell: State<'_, Shell>, request: AddLine) -> Answer<BasketChange> {
    shell
        .on_basket(Deed::SCAN, move |till| {
            let quantity = quantity(request.quantity)?;
            let request = features::AddLine {
                text: request.text,
                quantity,
            };
            Ok(features::add_line(till, &request)?.into())
        })
        .await
}

/// Changes how many.
#[tauri::command]
#[specta::specta]
pub async fn change_quantity(
    shell: State<'_, Shell>,
    request: ChangeQuantity,
) -> Answer<BasketChange> {
    shell
        .on_basket(Deed::change("change_quantity"), move |till| {
            let quantity = quantity(request.quantity)?;
            let request = features::ChangeQuantity {
                number: request.number,
                quantity,
            };
            Ok(features::change_quantity(till, &request)?.into())
        })
        .await
}

/// Takes a line out.
#[tauri::command]
#[specta::specta]
pub async fn remove_line(shell: State<'_, Shell>, request: RemoveLine) -> Answer<BasketChange> {
    let change = shell
        .on_basket(Deed::change("remove_line"), move |till| {
            let request = features::RemoveLine {
                number: request.number,
            };
            Ok(features::remove_line(till, request)?.into())
        })
        .await?;
    // With the last line the basket is given up, which the journal has.
    shell.sync().wake();
    Ok(change)
}

/// Sells a line at another price.
#[tauri::command]
#[specta::specta]
pub async fn override_price(
    shell: State<'_, Shell>,
    request: OverridePrice,
) -> Answer<BasketChange> {
    shell
        .on_basket(Deed::change("override_price"), move |till| {
            let leave = request.authorisation.map(Into::into);
            let request = features::OverridePrice {
                number: request.number,
                price: price(request.price_e4)?,
                reason: request.reason,
            };
            let change = features::authorised(till, leave.as_ref(), |till| {
                features::override_price(till, &request)
            });
            Ok(change?.into())
        })
        .await
}

/// Gives the basket up.
#[tauri::command]
#[specta::specta]
pub async fn void_basket(shell: State<'_, Shell>) -> Answer<()> {
    shell
        .on_basket(Deed::VOID, |till| Ok(features::void_basket(till)?))
        .await?;
    shell.sync().wake();
    Ok(())
}

/// Begins to take goods back.
#[tauri::command]
#[specta::specta]
pub async fn start_refund(shell: State<'_, Shell>, request: StartRefund) -> Answer<BasketView> {
    shell
        .on_basket(Deed::change("start_refund"), move |till| {
            let leave = request.authorisation.map(Into::into);
            let basket = features::authorised(till, leave.as_ref(), features::start_refund)?;
            Ok(BasketView::from(&basket))
        })
        .await
}

pub(super) fn quantity(thousandths: i64) -> Answer<Quantity> {
    Quantity::from_thousandths(thousandths)
        .map_err(|_| TillError::from(BasketError::QuantityOutOfRange).into())
}

pub(super) fn price(e4: i64) -> Answer<UnitPrice> {
    UnitPrice::from_e4(e4).map_err(|error| TillError::from(error).into())
}
