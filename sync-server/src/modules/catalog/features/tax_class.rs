//! One tax class by its name.

use super::put_tax_class::find;
use crate::modules::catalog::tax_class::{TaxClass, no_class};
use crate::modules::identity::contract::Caller;
use crate::platform::api::answer::Answer;
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};

/// One tax class.
#[utoipa::path(get, path = "/v1/catalog/tax-classes/{name}", tag = "catalog", params(("name" = String, Path)),
    responses((status = 200, body = TaxClass, headers(("ETag" = String))), (status = 304), refuse::Caller,
        refuse::Missing))]
pub async fn tax_class(
    State(state): State<AppState>,
    _caller: Caller,
    known: Conditions,
    Segment(name): Segment<String>,
) -> Result<Response, ApiError> {
    let mut db = state.db.acquire().await?;
    let class = find(&mut db, &name).await?;
    let class = class.ok_or_else(|| no_class(&name))?;
    let version = class.version()?;
    if known.has(&version) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, version.header())]).into_response());
    }
    Ok(Answer::ok(&class)?.at(version).into_response())
}
