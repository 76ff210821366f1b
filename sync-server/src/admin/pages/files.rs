//! The page as it was built, served from the folder that a setting names.

use super::words;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use pos_protocol::codes::Code;
use std::path::PathBuf;

/// A file's name carries the hash of its content, so it never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The page.
pub(super) async fn page(state: &AppState) -> Response {
    let folder = &state.settings.admin_dir;
    if folder.is_empty() {
        return words::not_built();
    }
    match tokio::fs::read(PathBuf::from(folder).join("admin.html")).await {
        Ok(page) => ([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response(),
        Err(cause) => {
            tracing::error!(%cause, folder, "the admins' page can't be read");
            words::not_built()
        }
    }
}

/// `GET /admin/assets/{name}`
pub(super) async fn asset(
    State(state): State<AppState>,
    Path(name): Path<String>,
) -> Result<Response, ApiError> {
    let nothing = || ApiError::new(Code::NotFound, format!("There is no file {name}."));
    let kind = kind_of(&name).ok_or_else(nothing)?;
    let folder = PathBuf::from(&state.settings.admin_dir).join("assets");
    let file = tokio::fs::read(folder.join(&name))
        .await
        .map_err(|_| nothing())?;
    Ok(([(CONTENT_TYPE, kind), (CACHE_CONTROL, FOR_EVER)], file).into_response())
}

/// What a file is, if its name is one that a build gives: no separators, no hidden files.
fn kind_of(name: &str) -> Option<&'static str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    if name.starts_with('.') || !name.bytes().all(plain) {
        return None;
    }
    Some(match name.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn only_names_that_a_build_gives_are_files() {
        assert!(kind_of("admin-B1c_2.js").is_some());
        for name in ["../x.js", "a/b.js", ".env", "x.js\0", "x.map", "x", "..js"] {
            assert_eq!(kind_of(name), None, "{name}");
        }
    }
}
