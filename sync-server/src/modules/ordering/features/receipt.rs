//! `GET /v1/ordering/receipts/{number}`: a register asks what a receipt of another one sold, and what came back of it.

use crate::modules::identity::contract::Device;
use crate::modules::ordering::store::receipts;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::{Path, State};
use pos_core::{SoldReceipt, receipt};
use pos_protocol::codes::Code;

/// Answers a register.
pub(super) async fn receipt(
    State(state): State<AppState>,
    _device: Device,
    Path(text): Path<String>,
) -> Result<Json<SoldReceipt>, ApiError> {
    let unknown = || ApiError::new(Code::NotFound, "There is no such receipt.");
    let number = receipt::read_number(&text).ok_or_else(unknown)?;
    let found = receipts::find(&state.db, &number).await?;
    found.map(Json).ok_or_else(unknown)
}
