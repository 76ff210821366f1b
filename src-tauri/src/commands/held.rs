//! Putting a basket aside and going on with one, here or from another register.

use crate::errors::Answer;
use crate::shell::{Shell, off_the_window};
use crate::traces::{self, Deed};
use crate::views::{BasketChange, HeldBasket, PriceChange, Resumed};
use pos_till::features;
use pos_till::sync;
use serde::Deserialize;
use tauri::State;

/// What the basket is to be called.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct HoldBasket {
    name: String,
}

/// A held basket, as a list showed it.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct ResumeBasket {
    id: String,
    fence: u64,
}

/// A held basket of this register that is to be given up.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct VoidHeld {
    id: String,
}

/// The line that gets the price of now.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct TakeNewPrice {
    number: u32,
}

/// Puts the open basket aside.
#[tauri::command]
#[specta::specta]
pub async fn hold_basket(shell: State<'_, Shell>, request: HoldBasket) -> Answer<HeldBasket> {
    let held = shell
        .on_basket(Deed::HOLD, move |till| {
            let request = features::HoldBasket { name: request.name };
            Ok(features::hold_basket(till, &request)?.into())
        })
        .await?;
    shell.sync().wake();
    Ok(held)
}

/// What this register holds. No server is asked.
#[tauri::command]
#[specta::specta]
pub async fn held_here(shell: State<'_, Shell>) -> Answer<Vec<HeldBasket>> {
    shell
        .on_till(|till| {
            let held = features::held_baskets(till)?;
            Ok(held.into_iter().map(HeldBasket::from).collect())
        })
        .await
}

/// What the other registers hold, as the server says.
#[tauri::command]
#[specta::specta]
pub async fn held_elsewhere(shell: State<'_, Shell>) -> Answer<Vec<HeldBasket>> {
    let till = shell.till().clone();
    off_the_window(move || {
        let held = sync::held_elsewhere(&till)?;
        Ok(held.into_iter().map(HeldBasket::from).collect())
    })
    .await
}

/// Goes on with a held basket.
#[tauri::command]
#[specta::specta]
pub async fn resume_basket(shell: State<'_, Shell>, request: ResumeBasket) -> Answer<Resumed> {
    let till = shell.till().clone();
    let (begun, basket) = (traces::now(), request.id.clone());
    let resumed = off_the_window(move || {
        Ok(sync::resume_held(&till, &request.id, Some(request.fence))?.into())
    })
    .await;
    traces::resumed(shell.traces(), &basket, begun, &resumed);
    shell.sync().wake();
    resumed
}

/// Gives a held basket up.
#[tauri::command]
#[specta::specta]
pub async fn void_held(shell: State<'_, Shell>, request: VoidHeld) -> Answer<()> {
    let (begun, basket) = (traces::now(), request.id.clone());
    let voided = shell
        .on_till(move |till| {
            let request = features::VoidHeld { id: request.id };
            Ok(features::void_held(till, &request)?)
        })
        .await;
    traces::given_up(shell.traces(), &basket, begun, &voided);
    voided?;
    shell.sync().wake();
    Ok(())
}

/// The lines of the open basket whose products cost something else by now.
#[tauri::command]
#[specta::specta]
pub async fn basket_changes(shell: State<'_, Shell>) -> Answer<Vec<PriceChange>> {
    shell
        .on_till(|till| {
            let changes = features::basket_changes(till)?;
            Ok(changes.into_iter().map(PriceChange::from).collect())
        })
        .await
}

/// Takes the price of now for a line.
#[tauri::command]
#[specta::specta]
pub async fn take_new_price(
    shell: State<'_, Shell>,
    request: TakeNewPrice,
) -> Answer<BasketChange> {
    shell
        .on_basket(Deed::change("take_new_price"), move |till| {
            let request = features::TakeNewPrice {
                number: request.number,
            };
            Ok(features::take_new_price(till, request)?.into())
        })
        .await
}
