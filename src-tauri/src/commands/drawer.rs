//! The drawer between two sales.

use crate::errors::Answer;
use crate::shell::Shell;
use crate::views::{CashMovement, ShiftReport};
use pos_core::Amount;
use pos_till::{Till, TillError, features};
use serde::Deserialize;
use tauri::State;

/// How much goes in or out, and why.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct MoveCash {
    amount: i64,
    reason: String,
}

/// Why the drawer is opened.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct OpenDrawer {
    reason: String,
}

/// What was counted.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct CountDrawer {
    counted: i64,
}

/// Puts cash into the drawer.
#[tauri::command]
#[specta::specta]
pub async fn pay_in(shell: State<'_, Shell>, request: MoveCash) -> Answer<CashMovement> {
    move_cash(&shell, request, features::pay_in).await
}

/// Takes cash out of the drawer.
#[tauri::command]
#[specta::specta]
pub async fn pay_out(shell: State<'_, Shell>, request: MoveCash) -> Answer<CashMovement> {
    move_cash(&shell, request, features::pay_out).await
}

/// Opens the drawer without a sale.
#[tauri::command]
#[specta::specta]
pub async fn open_drawer(shell: State<'_, Shell>, request: OpenDrawer) -> Answer<CashMovement> {
    let movement = shell
        .on_till(move |till| Ok(features::open_drawer(till, &request.reason)?.into()))
        .await?;
    shell.sync().wake();
    Ok(movement)
}

/// Keeps what was counted, and only then says what should be there.
#[tauri::command]
#[specta::specta]
pub async fn count_drawer(shell: State<'_, Shell>, request: CountDrawer) -> Answer<ShiftReport> {
    let report = shell
        .on_till(move |till| {
            let counted = Amount::from_minor(request.counted);
            Ok(features::count_drawer(till, counted)?.into())
        })
        .await?;
    shell.sync().wake();
    Ok(report)
}

type Feature =
    fn(&mut Till, &features::MoveCash) -> Result<pos_till::views::CashMovement, TillError>;

async fn move_cash(shell: &Shell, request: MoveCash, feature: Feature) -> Answer<CashMovement> {
    let movement = shell
        .on_till(move |till| {
            let request = features::MoveCash {
                amount: Amount::from_minor(request.amount),
                reason: request.reason,
            };
            Ok(feature(till, &request)?.into())
        })
        .await?;
    shell.sync().wake();
    Ok(movement)
}
