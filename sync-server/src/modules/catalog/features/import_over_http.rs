//! `POST /v1/catalog/import`: a catalogue file over HTTP, for real or to see what would become of it.

use super::import_catalog::{Ending, ImportError, ImportReport, Staged, import_in, stage};
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::KeyedBytes;
use crate::platform::api::refuse;
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use pos_protocol::codes::Code;
use serde::Deserialize;

/// The largest file, in bytes: some 300,000 products.
pub const MAX_FILE: usize = 32 * 1024 * 1024;

/// What the query string says.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct How {
    /// Nothing is written; the report is the same.
    #[serde(default)]
    dry_run: bool,
}

/// Imports the CSV file that the body is, up to 32 MiB. Bad rows are in the report; good rows go in, unless it is a dry run.
/// Columns, in any order: `code,name,category,barcodes,unit,unit_price`, and `tax_name,tax_percent,tax_included` or
/// `taxes`, which takes any number of taxes: `VAT 20% included; Deposit 0.25 included; City 2.5% added on top`; or
/// `tax_class`, for rows that name a class and no taxes.
#[utoipa::path(post, path = "/v1/catalog/import", tag = "catalog", params(How),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportReport), refuse::Staff, refuse::Keyed))]
pub async fn import_over_http(
    State(state): State<AppState>,
    staff: Staff,
    Params(how): Params<How>,
    headers: HeaderMap,
    KeyedBytes(asked): KeyedBytes,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/csv")) {
        return Err(unusable("The body has to be text/csv."));
    }
    let ending = if how.dry_run {
        Ending::DryRun
    } else {
        Ending::Keep
    };
    let now = state.clock.now();
    asked
        .once(&state, &staff.sub, move |tx, file| {
            Box::pin(async move {
                let staged = read(&file)?;
                Answer::ok(&import_in(tx, now, staged, ending).await?)
            })
        })
        .await
}

fn read(file: &[u8]) -> Result<Staged, ApiError> {
    stage(file).map_err(|error| match error {
        ImportError::Unreadable(why) => unusable(&why),
        ImportError::Failed(error) => error,
    })
}

fn unusable(why: &str) -> ApiError {
    ApiError::new(Code::InvalidRequest, why)
}
