//! Signing out: the session ends here at once, and then at the provider, so that the next one must say who they are.

use super::cookie;
use super::place::Place;
use super::sign_in::{provider, put};
use crate::admin::pages::words;
use crate::admin::store;
use crate::platform::state::AppState;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use pos_protocol::Hash;

/// `POST /admin/sign-out`, a plain form of this site. It can do no more than end the session that it comes with.
pub(super) async fn sign_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let Some(place) = Place::of(&state.settings, &headers) else {
        return words::no_place();
    };
    if !place.is_own(&headers) {
        return words::foreign_form();
    }
    let back = place.address("/admin/signed-out");
    let mut response = match ended(&state, &headers).await {
        Ok(None) => words::go_on(&back),
        Ok(Some(id_token)) => {
            let provider = provider(&state, &back);
            match provider.sign_out_address(&id_token, &back).await {
                Ok(address) => words::go_on(&address.unwrap_or(back)),
                Err(error) => {
                    tracing::warn!(%error, "the provider's session goes on after a sign-out");
                    words::half_signed_out()
                }
            }
        }
        Err(error) => words::not_signed_in(error.status(), &error.detail),
    };
    if response.status() == StatusCode::OK {
        put(&mut response, cookie::clear_session(place.is_secure()));
    }
    response
}

/// Ends the session; answers with the provider's token of it.
async fn ended(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<String>, crate::problem::ApiError> {
    let Some(id) = cookie::session(headers) else {
        return Ok(None);
    };
    let (db, id) = (state.db.clone(), Hash::of(id.as_bytes()));
    let work = async move {
        let mut db = db.acquire().await?;
        Ok(store::end_session(&mut db, id).await?)
    };
    state.writes.run(work).await
}

/// `GET /admin/signed-out`
pub(super) async fn signed_out() -> Response {
    words::signed_out()
}
