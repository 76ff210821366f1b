//! `POST /v1/catalog/import`: a catalogue file over HTTP, for real or to see what would become of it.

use super::import_catalog::{Ending, ImportError, ImportReport, import};
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::refuse;
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
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

/// Imports the CSV file that the body is. Bad rows are in the report; good rows go in, unless it is a dry run.
#[utoipa::path(post, path = "/v1/catalog/import", tag = "catalog", params(How),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportReport), refuse::Staff, refuse::Query))]
pub async fn import_over_http(
    State(state): State<AppState>,
    staff: Staff,
    Params(how): Params<How>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ImportReport>, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/csv")) {
        return Err(unusable("The body has to be text/csv."));
    }
    let file = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            unusable("The file is larger than 32 MiB. Import it in parts.")
        }
        _ => unusable(&error.body_text()),
    })?;
    let ending = if how.dry_run {
        Ending::DryRun
    } else {
        Ending::Keep
    };
    match import(&state, &file[..], ending).await {
        Ok(report) => Ok(Json(report)),
        Err(ImportError::Unreadable(why)) => Err(unusable(&why)),
        Err(ImportError::Failed(error)) => Err(error),
    }
}

fn unusable(why: &str) -> ApiError {
    ApiError::new(Code::InvalidRequest, why)
}
