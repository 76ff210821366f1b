//! Taking the money.

use super::staff::Authorisation;
use crate::errors::Answer;
use crate::shell::Shell;
use crate::traces::Deed;
use crate::views::{ChangeView, PaymentView, Tendered};
use pos_core::{Amount, Card, LastFour, Tender, TenderText};
use pos_till::{TillError, features};
use serde::Deserialize;
use tauri::State;

/// What the payment begins with.
#[derive(Clone, Deserialize, specta::Type)]
pub struct BeginPayment {
    /// A supervisor's leave, where the basket gives away more than a cashier may.
    authorisation: Option<Authorisation>,
}

/// A way of paying, as it was typed.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TypedTender {
    /// Notes and coins.
    Cash {
        /// What was handed over.
        amount: i64,
    },
    /// A card on a terminal beside the register.
    Card {
        /// What it pays.
        amount: i64,
        /// The terminal's own number; may be empty.
        reference: String,
        /// The scheme; may be empty.
        brand: String,
        /// The last four digits; may be empty.
        last_four: String,
    },
    /// A voucher of the shop.
    Voucher {
        /// What it pays.
        amount: i64,
        /// What it says.
        code: String,
    },
}

/// A tender for an order. The id is made once for what was typed, so that the same press twice is one tender.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TakeTender {
    order_id: String,
    id: String,
    tender: TypedTender,
}

/// The tender that goes back.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoTender {
    order_id: String,
    id: String,
}

/// Cash that is being typed.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeFor {
    order_id: String,
    given: i64,
}

/// Opens the payment: the order has its id from here on.
#[tauri::command]
#[specta::specta]
pub async fn begin_payment(shell: State<'_, Shell>, request: BeginPayment) -> Answer<PaymentView> {
    shell
        .on_basket(Deed::change("begin_payment"), move |till| {
            let leave = request.authorisation.map(Into::into);
            let payment = features::authorised(till, leave.as_ref(), |till| {
                features::begin_payment(till, &features::BeginPayment::default())
            });
            Ok(PaymentView::from(&payment?))
        })
        .await
}

/// What would go back, or is still missing, while the sum is being typed. Nothing is taken.
#[tauri::command]
#[specta::specta]
pub async fn change_for(shell: State<'_, Shell>, request: ChangeFor) -> Answer<ChangeView> {
    shell
        .on_till(move |till| {
            let given = Amount::from_minor(request.given);
            let tender = Tender::Cash { given };
            Ok(features::try_tender(till, &request.order_id, tender)?.into())
        })
        .await
}

/// Takes a tender; the last one completes the order. The same id again gives the same answer again.
#[tauri::command]
#[specta::specta]
pub async fn take_tender(shell: State<'_, Shell>, request: TakeTender) -> Answer<Tendered> {
    let tendered = shell
        .on_basket(Deed::pay(&request.order_id), move |till| {
            let request = features::TakeTender {
                order_id: request.order_id,
                id: request.id,
                tender: read(request.tender)?,
            };
            Ok(features::take_tender(till, &request)?.into())
        })
        .await?;
    shell.sync().wake();
    Ok(tendered)
}

/// Gives a tender back that was taken before the last one.
#[tauri::command]
#[specta::specta]
pub async fn undo_tender(shell: State<'_, Shell>, request: UndoTender) -> Answer<PaymentView> {
    shell
        .on_basket(Deed::change("undo_tender"), move |till| {
            let request = features::UndoTender {
                order_id: request.order_id,
                id: request.id,
            };
            Ok(PaymentView::from(&features::undo_tender(till, &request)?))
        })
        .await
}

/// The tender that was typed. An empty field says nothing.
pub(super) fn read(typed: TypedTender) -> Result<Tender, TillError> {
    let some = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let text = |typed: String| some(typed).map(TenderText::try_from).transpose();
    Ok(match typed {
        TypedTender::Cash { amount } => Tender::Cash {
            given: Amount::from_minor(amount),
        },
        TypedTender::Card {
            amount,
            reference,
            brand,
            last_four,
        } => Tender::Card(Card {
            amount: Amount::from_minor(amount),
            reference: text(reference)?,
            brand: text(brand)?,
            last_four: some(last_four).map(LastFour::try_from).transpose()?,
        }),
        TypedTender::Voucher { amount, code } => Tender::Voucher {
            amount: Amount::from_minor(amount),
            code: TenderText::try_from(code)?,
        },
    })
}
