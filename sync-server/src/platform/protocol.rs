//! The protocol header: every answer carries it, and a till of another protocol is told so before anything is read.
//! Beside it stands the server's clock.

use crate::platform::clock::Clock;
use crate::problem::ApiError;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pos_protocol::codes::Code;
use pos_protocol::{PROTOCOL, PROTOCOL_HEADER, TIME_HEADER};
use std::sync::Arc;

/// The paths that tills call. People and scripts may call the others without the header.
const TILL_PATHS: [&str; 5] = [
    "/v1/sync/",
    "/v1/catalog/changes",
    "/v1/catalog/snapshots/",
    "/v1/devices/",
    "/v1/events",
];

/// Refuses tills of another protocol and marks every answer with ours.
pub async fn check(State(clock): State<Arc<dyn Clock>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&request) {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(PROTOCOL_HEADER, HeaderValue::from(PROTOCOL));
    if let Ok(now) = HeaderValue::from_str(&clock.now().to_string()) {
        headers.insert(TIME_HEADER, now);
    }
    response
}

/// Whether a path is one that tills call.
pub fn is_for_tills(path: &str) -> bool {
    TILL_PATHS.iter().any(|start| path.starts_with(start))
}

fn refusal(request: &Request) -> Option<ApiError> {
    if !is_for_tills(request.uri().path()) {
        return None;
    }
    let sent = request.headers().get(PROTOCOL_HEADER);
    let number = sent
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<u16>().ok());
    (number != Some(PROTOCOL)).then(|| {
        let theirs = number.map_or("none".to_owned(), |number| number.to_string());
        ApiError::new(
            Code::ProtocolMismatch,
            format!("This server speaks protocol {PROTOCOL}, the caller {theirs}."),
        )
    })
}
