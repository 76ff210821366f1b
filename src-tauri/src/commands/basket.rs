//! Ringing up.

use crate::errors::Answer;
use crate::shell::Shell;
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
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OverridePrice {
    number: u32,
    price_e4: i64,
    reason: String,
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
        .on_till(move |till| {
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
        .on_till(move |till| {
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
    shell
        .on_till(move |till| {
            let request = features::RemoveLine {
                number: request.number,
            };
            Ok(features::remove_line(till, request)?.into())
        })
        .await
}

/// Sells a line at another price.
#[tauri::command]
#[specta::specta]
pub async fn override_price(
    shell: State<'_, Shell>,
    request: OverridePrice,
) -> Answer<BasketChange> {
    shell
        .on_till(move |till| {
            let request = features::OverridePrice {
                number: request.number,
                price: price(request.price_e4)?,
                reason: request.reason,
            };
            Ok(features::override_price(till, &request)?.into())
        })
        .await
}

/// Gives the basket up.
#[tauri::command]
#[specta::specta]
pub async fn void_basket(shell: State<'_, Shell>) -> Answer<()> {
    shell
        .on_till(|till| Ok(features::void_basket(till)?))
        .await?;
    shell.sync().wake();
    Ok(())
}

/// Begins to take goods back.
#[tauri::command]
#[specta::specta]
pub async fn start_refund(shell: State<'_, Shell>) -> Answer<BasketView> {
    shell
        .on_till(|till| Ok(BasketView::from(&features::start_refund(till)?)))
        .await
}

pub(super) fn quantity(thousandths: i64) -> Answer<Quantity> {
    Quantity::from_thousandths(thousandths)
        .map_err(|_| TillError::from(BasketError::QuantityOutOfRange).into())
}

pub(super) fn price(e4: i64) -> Answer<UnitPrice> {
    UnitPrice::from_e4(e4).map_err(|error| TillError::from(error).into())
}
