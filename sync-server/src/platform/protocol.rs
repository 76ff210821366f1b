//! The protocol header: every answer carries it, and a till of another protocol is told so before anything is read.

use crate::problem::ApiError;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pos_protocol::codes::Code;
use pos_protocol::{PROTOCOL, PROTOCOL_HEADER};

/// The paths that tills call. People and scripts may call the others without the header.
const TILL_PATHS: [&str; 3] = ["/v1/sync/", "/v1/catalog/changes", "/v1/devices/"];

/// Refuses tills of another protocol and marks every answer with ours.
pub async fn check(request: Request, next: Next) -> Response {
    let mut response = match refusal(&request) {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    };
    response
        .headers_mut()
        .insert(PROTOCOL_HEADER, HeaderValue::from(PROTOCOL));
    response
}

fn refusal(request: &Request) -> Option<ApiError> {
    let path = request.uri().path();
    if !TILL_PATHS.iter().any(|start| path.starts_with(start)) {
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
