//! JSON bodies, query strings and path segments whose refusals are problems with a code, like every other error.

use crate::problem::ApiError;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use pos_protocol::codes::Code;
use serde::de::DeserializeOwned;

/// A JSON body.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, ApiError> {
        axum::Json::from_request(request, state)
            .await
            .map(|axum::Json(body)| Body(body))
            .map_err(|cause: JsonRejection| refused_body(cause.status(), cause.body_text()))
    }
}

/// A body that is not what the route takes, by the status that axum gives it.
pub fn refused_body(status: StatusCode, why: String) -> ApiError {
    let code = match status {
        StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
        _ => Code::InvalidRequest,
    };
    ApiError::new(code, why)
}

/// A query string.
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Params<T>, ApiError> {
        let refused = |why: String| ApiError::new(Code::InvalidRequest, why);
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(refused("The query holds U+0000.".to_owned()));
        }
        axum::extract::Query::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(params)| Params(params))
            .map_err(|cause: QueryRejection| refused(cause.body_text()))
    }
}

/// A segment of the path. What can't be an identity here names nothing.
pub struct Segment<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segment<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Segment<T>, ApiError> {
        let nothing = |why: String| ApiError::new(Code::NotFound, why);
        if parts.uri.path().contains("%00") {
            return Err(nothing("The path holds U+0000.".to_owned()));
        }
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(segment)| Segment(segment))
            .map_err(|cause: PathRejection| nothing(cause.body_text()))
    }
}
