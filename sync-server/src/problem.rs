//! Every error that leaves the server: RFC 9457 problem details with a stable code.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pos_protocol::catalog::SnapshotOffer;
use pos_protocol::codes::{Code, Problem};
use std::collections::BTreeMap;
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
    /// What those words speak of, by name, for a screen that words it itself.
    pub details: BTreeMap<String, String>,
    /// What a till may take instead.
    pub snapshot: Option<Box<SnapshotOffer>>,
}

impl ApiError {
    /// An error with `code`; `detail` is shown to the caller.
    pub fn new(code: Code, detail: impl Into<String>) -> ApiError {
        ApiError {
            code,
            detail: detail.into(),
            details: BTreeMap::new(),
            snapshot: None,
        }
    }

    /// The same error, with one of the things that its words speak of.
    pub fn naming(mut self, name: &str, value: impl Into<String>) -> ApiError {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// The same error, with what a till may take instead.
    pub fn offering(self, snapshot: Option<SnapshotOffer>) -> ApiError {
        ApiError {
            snapshot: snapshot.map(Box::new),
            ..self
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
        status_of(self.code)
    }
}

/// The HTTP status that a code is sent with.
pub fn status_of(code: Code) -> StatusCode {
    match code {
        Code::DeviceUnauthorized | Code::StaffUnauthorized => StatusCode::UNAUTHORIZED,
        Code::Forbidden
        | Code::RegisterRevoked
        | Code::StaffRevoked
        | Code::EnrolmentCodeInvalid
        | Code::EnrolmentProofInvalid => StatusCode::FORBIDDEN,
        Code::NotFound | Code::UnknownRegister => StatusCode::NOT_FOUND,
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::RequestInProgress
        | Code::AlreadyExists
        | Code::NotVoidable
        | Code::TaxClassInUse
        | Code::BasketTaken
        | Code::BasketStale => StatusCode::CONFLICT,
        Code::CursorUnknown => StatusCode::GONE,
        Code::RangeUnsatisfiable => StatusCode::RANGE_NOT_SATISFIABLE,
        Code::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
        Code::BatchTooLarge | Code::EntryTooLarge | Code::BodyTooLarge => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        Code::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Code::InvalidRequest | Code::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        Code::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> ApiError {
        if crate::platform::db::is_away(&error) {
            ApiError::unavailable("Postgres", &error)
        } else if crate::platform::db::is_unstorable_text(&error) {
            let detail = "A text holds a character that can't be stored, such as U+0000.";
            ApiError::new(Code::InvalidRequest, detail)
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
            details: self.details,
            snapshot: self.snapshot.map(|offer| *offer),
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
