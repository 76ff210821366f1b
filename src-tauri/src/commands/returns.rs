//! Taking goods back against a receipt.

use super::basket::quantity;
use super::staff::Authorisation;
use crate::errors::Answer;
use crate::shell::{Shell, off_the_window};
use crate::traces::Deed;
use crate::views::{BasketView, ReceiptFound, ReturnQuote};
use pos_till::{features, sync};
use serde::Deserialize;
use tauri::State;

/// One line of a receipt, and how many of it come back, in thousandths.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct ChosenLine {
    number: u32,
    quantity: i64,
}

/// What would come back of a receipt.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct QuoteReturn {
    receipt: String,
    lines: Vec<ChosenLine>,
}

/// What comes back of a receipt.
#[derive(Clone, Deserialize, specta::Type)]
pub struct BringBack {
    receipt: String,
    lines: Vec<ChosenLine>,
    /// A supervisor's leave, where the receipt is another register's and the server is away.
    authorisation: Option<Authorisation>,
}

/// Finds a receipt by its number: on this register, or at the server.
#[tauri::command]
#[specta::specta]
pub async fn find_receipt(shell: State<'_, Shell>, text: String) -> Answer<ReceiptFound> {
    let till = shell.till().clone();
    off_the_window(move || Ok(sync::find_receipt(&till, &text)?.into())).await
}

/// What would be paid back. Nothing changes.
#[tauri::command]
#[specta::specta]
pub async fn quote_return(shell: State<'_, Shell>, request: QuoteReturn) -> Answer<ReturnQuote> {
    shell
        .on_till(move |till| {
            let asked = asked(request.receipt, request.lines)?;
            Ok(features::quote_return(till, &asked)?.into())
        })
        .await
}

/// Puts what comes back into the basket.
#[tauri::command]
#[specta::specta]
pub async fn bring_back(shell: State<'_, Shell>, request: BringBack) -> Answer<BasketView> {
    shell
        .on_basket(Deed::change("bring_back"), move |till| {
            let leave = request.authorisation.map(Into::into);
            let asked = asked(request.receipt, request.lines)?;
            let basket = features::authorised(till, leave.as_ref(), |till| {
                features::bring_back(till, &asked)
            });
            Ok(BasketView::from(&basket?))
        })
        .await
}

fn asked(receipt: String, lines: Vec<ChosenLine>) -> Answer<features::BringBack> {
    let line = |line: ChosenLine| Ok((line.number, quantity(line.quantity)?));
    let lines = lines.into_iter().map(line);
    Ok(features::BringBack {
        receipt,
        lines: lines.collect::<Answer<_>>()?,
    })
}
