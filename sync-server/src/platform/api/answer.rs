//! What a route answers to other programs: a status, a JSON body, its version and its address.

use super::version::Version;
use crate::problem::ApiError;
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Says that an answer was given before and is only repeated.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// An answer, as it is kept for whoever asks again with the same Idempotency-Key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// The version of what was made or changed.
    pub version: Option<Version>,
    /// Where what was made can be read.
    pub location: Option<String>,
    /// JSON.
    pub body: String,
    /// It was given before.
    pub replayed: bool,
}

impl Answer {
    /// 200 with `body`.
    pub fn ok(body: &impl Serialize) -> Result<Answer, ApiError> {
        let body = serde_json::to_string(body).map_err(|cause| ApiError::internal(&cause))?;
        Ok(Answer {
            status: StatusCode::OK,
            version: None,
            location: None,
            body,
            replayed: false,
        })
    }

    /// 201 with what was made and where it is.
    pub fn created(body: &impl Serialize, location: String) -> Result<Answer, ApiError> {
        let answer = Answer::ok(body)?;
        Ok(Answer {
            status: StatusCode::CREATED,
            location: Some(location),
            ..answer
        })
    }

    /// 204: it is done, and there is nothing to say.
    pub fn done() -> Answer {
        Answer {
            status: StatusCode::NO_CONTENT,
            version: None,
            location: None,
            body: String::new(),
            replayed: false,
        }
    }

    /// The same answer with this version.
    pub fn at(self, version: Version) -> Answer {
        Answer {
            version: Some(version),
            ..self
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.body).into_response();
        let headers = response.headers_mut();
        if self.status == StatusCode::NO_CONTENT {
            headers.remove(CONTENT_TYPE);
        } else {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Some(version) = self.version {
            headers.insert(ETAG, version.header());
        }
        if let Some(Ok(location)) = self.location.map(HeaderValue::try_from) {
            headers.insert(LOCATION, location);
        }
        if self.replayed {
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}

/// A path segment with everything escaped that has a meaning in an address.
pub fn escaped(segment: &str) -> String {
    let mut text = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_stays_one() {
        assert_eq!(escaped("22423"), "22423");
        assert_eq!(escaped("a/b ü"), "a%2Fb%20%C3%BC");
    }
}
