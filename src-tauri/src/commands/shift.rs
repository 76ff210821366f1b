//! Opening and closing the shift.

use crate::errors::Answer;
use crate::shell::Shell;
use crate::views::{ShiftReport, ShiftView};
use pos_core::Amount;
use pos_till::features;
use serde::Deserialize;
use tauri::State;

/// The cash in the drawer and the trading day that somebody confirmed.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenShift {
    float: i64,
    business_day: String,
}

/// The cash that was counted, and why that is not what should be there.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct CloseShift {
    counted: i64,
    reason: Option<String>,
}

/// Today, as the shop's clock on the wall has it: a suggestion, never more.
#[tauri::command]
#[specta::specta]
pub async fn suggested_business_day(shell: State<'_, Shell>) -> Answer<String> {
    shell
        .on_till(|till| Ok(till.suggested_business_day()))
        .await
}

/// Opens a shift.
#[tauri::command]
#[specta::specta]
pub async fn open_shift(shell: State<'_, Shell>, request: OpenShift) -> Answer<ShiftView> {
    let shift = shell
        .on_till(move |till| {
            let request = features::OpenShift {
                float: Amount::from_minor(request.float),
                business_day: request.business_day,
            };
            Ok(features::open_shift(till, &request)?.into())
        })
        .await?;
    shell.sync().wake();
    Ok(shift)
}

/// What the open shift comes to so far.
#[tauri::command]
#[specta::specta]
pub async fn shift_report(shell: State<'_, Shell>) -> Answer<ShiftReport> {
    shell
        .on_till(|till| Ok(features::shift_report(till)?.into()))
        .await
}

/// Closes the shift.
#[tauri::command]
#[specta::specta]
pub async fn close_shift(shell: State<'_, Shell>, request: CloseShift) -> Answer<ShiftReport> {
    let report = shell
        .on_till(move |till| {
            let request = features::CloseShift {
                counted: Amount::from_minor(request.counted),
                reason: request.reason,
            };
            Ok(features::close_shift(till, &request)?.into())
        })
        .await?;
    shell.sync().wake();
    Ok(report)
}
