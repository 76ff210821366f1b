//! What a browser is shown: the page as it was built, and small pages in words for everything that is not it.

mod files;
pub(super) mod headers;
pub(super) mod words;

use super::session::visitor;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

/// The routes of pages and files.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/admin", get(page))
        .route("/admin/", get(page))
        .route("/admin/{screen}", get(page))
        .route("/admin/words.css", get(words::style))
        .route("/admin/assets/{name}", get(files::asset))
}

/// The one page, whatever its address says: the page itself reads the rest.
async fn page(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    match visitor(&state, &headers, true).await {
        Ok(Some(visitor)) if visitor.is_admin() => files::page(&state).await,
        Ok(Some(visitor)) => words::forbidden(&visitor.name),
        // A link on another site was followed: the strict cookie stayed behind. One step inside this site brings it.
        Ok(None) if comes_from_elsewhere(&headers) => words::go_on(&asked(&uri)),
        Ok(None) => {
            let to: String = asked(&uri).bytes().map(escaped).collect();
            Redirect::to(&format!("/admin/sign-in?to={to}")).into_response()
        }
        Err(error) => {
            let error = ApiError::from(error);
            words::not_signed_in(error.status(), &error.detail)
        }
    }
}

fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site")
}

fn asked(uri: &Uri) -> String {
    uri.path_and_query()
        .map_or_else(|| "/admin".to_owned(), ToString::to_string)
}

fn escaped(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    }
}
