//! A register asks what a receipt of another one sold, and what came back of it.

use super::entry::order_of;
use crate::modules::identity::contract::Device;
use crate::modules::ordering::contract::{self as ordering, SoldBefore};
use crate::platform::api::refuse;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use pos_core::{Quantity, SoldLine, SoldReceipt, receipt};
use pos_protocol::codes::Code;

/// What a receipt sold, for a register that takes goods of it back.
#[utoipa::path(get, path = "/v1/ordering/receipts/{number}", tag = "ordering", params(("number" = String, Path)),
    responses((status = 200, body = serde_json::Value, description = "The sold lines, and what came back of them"),
        refuse::Device, refuse::Missing))]
pub(super) async fn receipt(
    State(state): State<AppState>,
    _device: Device,
    Segment(text): Segment<String>,
) -> Result<Json<SoldReceipt>, ApiError> {
    let unknown = || ApiError::new(Code::NotFound, "There is no such receipt.");
    let number = receipt::read_number(&text).ok_or_else(unknown)?;
    let found = ordering::find_receipt(&state.db, &number).await?;
    let SoldBefore {
        mut receipt,
        entry,
        returned,
    } = found.ok_or_else(unknown)?;
    if let Some(entry) = entry {
        let order = order_of(&mut *state.db.acquire().await?, entry).await?;
        let sold = order
            .lines()
            .iter()
            .filter(|line| !line.quantity.is_negative());
        let back = |number| returned.get(&number).copied().unwrap_or(Quantity::NOTHING);
        receipt.lines = sold
            .map(|line| SoldLine {
                returned: back(line.number),
                ..SoldLine::of(line)
            })
            .collect();
    }
    Ok(Json(receipt))
}
