//! Every error that leaves the server: RFC 9457 problem details with a stable code.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pos_protocol::codes::{Code, Problem};
use std::fmt::Display;

/// Seconds that a caller waits before it tries again when a service is away.
const RETRY_AFTER_SECONDS: u16 = 2;

/// What a handler answers when it can't do as asked.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}: {detail}", code.as_str())]
pub struct ApiError {
    /// The stable code.
    pub code: Code,
    /// What happened, in words that may leave the house.
    pub detail: String,
}

impl ApiError {
    /// An error with `code`; `detail` is shown to the caller.
    pub fn new(code: Code, detail: impl Into<String>) -> ApiError {
        ApiError {
            code,
            detail: detail.into(),
        }
    }

    /// A fault of ours: logged here with its cause, which the caller doesn't see.
    pub fn internal(cause: &dyn Display) -> ApiError {
        tracing::error!(%cause, "a request failed");
        ApiError::new(Code::Internal, "The server failed to do this.")
    }

    /// A backing service is away.
    pub fn unavailable(service: &str, cause: &dyn Display) -> ApiError {
        tracing::warn!(service, %cause, "a backing service is away");
        ApiError::new(Code::Unavailable, format!("{service} is away."))
    }

    /// The HTTP status of the code.
    pub fn status(&self) -> StatusCode {
        match self.code {
            Code::DeviceUnauthorized | Code::StaffUnauthorized => StatusCode::UNAUTHORIZED,
            Code::Forbidden
            | Code::RegisterRevoked
            | Code::EnrolmentCodeInvalid
            | Code::EnrolmentProofInvalid => StatusCode::FORBIDDEN,
            Code::NotFound | Code::UnknownRegister => StatusCode::NOT_FOUND,
            Code::CursorUnknown => StatusCode::GONE,
            Code::BatchTooLarge | Code::EntryTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Code::InvalidRequest => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> ApiError {
        if crate::platform::db::is_away(&error) {
            ApiError::unavailable("Postgres", &error)
        } else {
            ApiError::internal(&error)
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        let problem = Problem {
            kind: format!("urn:evertill:problem:{}", self.code.as_str()),
            title: self.code.way_out().to_owned(),
            status: status.as_u16(),
            detail: self.detail,
            code: self.code,
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS.into());
        }
        response
    }
}
