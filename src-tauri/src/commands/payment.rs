//! Taking the money.

use crate::errors::Answer;
use crate::shell::Shell;
use crate::views::{ChangeView, PaymentView, SaleDone};
use pos_core::{Amount, Paid};
use pos_till::{TillError, features};
use serde::Deserialize;
use tauri::State;

/// Cash that was handed over for an order.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PayCash {
    order_id: String,
    given: i64,
}

/// Opens the payment: the order has its id from here on.
#[tauri::command]
#[specta::specta]
pub async fn begin_payment(shell: State<'_, Shell>) -> Answer<PaymentView> {
    shell
        .on_till(|till| {
            Ok(features::begin_payment(till, &features::BeginPayment::default())?.into())
        })
        .await
}

/// What would go back, or is still missing, while the sum is being typed. Nothing is taken.
#[tauri::command]
#[specta::specta]
pub async fn change_for(shell: State<'_, Shell>, request: PayCash) -> Answer<ChangeView> {
    shell
        .on_till(move |till| {
            let basket = features::basket(till)?.ok_or(TillError::PaymentNotBegun)?;
            let given = Amount::from_minor(request.given);
            Ok(ChangeView::of(Paid::cash(basket.totals.gross, given))?)
        })
        .await
}

/// Takes cash and completes the order. The same order id again gives the same answer again.
#[tauri::command]
#[specta::specta]
pub async fn pay_cash(shell: State<'_, Shell>, request: PayCash) -> Answer<SaleDone> {
    let done = shell
        .on_till(move |till| {
            let request = features::PayCash {
                order_id: request.order_id,
                given: Amount::from_minor(request.given),
            };
            Ok(features::pay_cash(till, &request)?.into())
        })
        .await?;
    shell.sync().wake();
    Ok(done)
}
