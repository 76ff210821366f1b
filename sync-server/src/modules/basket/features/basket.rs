//! One held basket with its lines, and what each of them costs by now.

use crate::modules::basket::refusal::unknown;
use crate::modules::basket::store::{BasketStore, Cached, Postgres};
use crate::modules::basket::view::BasketView;
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
use uuid::Uuid;

/// One held basket, whatever has become of it. Its ETag changes with the basket and with the prices of what is in it.
#[utoipa::path(get, path = "/v1/baskets/{id}", tag = "baskets", params(("id" = Uuid, Path)),
    responses((status = 200, body = BasketView, headers(("ETag" = String))), (status = 304), refuse::Caller,
        refuse::Missing))]
pub(crate) async fn basket(
    State(state): State<AppState>,
    _caller: Caller,
    known: Conditions,
    Segment(id): Segment<Uuid>,
) -> Result<Response, ApiError> {
    let store = Cached::new(Postgres(state.db.clone()), state.cache.clone());
    let whole = store.one(id).await?.ok_or_else(unknown)?;
    let view = BasketView::of(&whole)?;
    let version = view.version()?;
    if known.has(&version) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, version.header())]).into_response());
    }
    Ok(Answer::ok(&view)?.at(version).into_response())
}
