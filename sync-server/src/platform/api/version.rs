//! Versions of what can be changed: ETag, If-Match and If-None-Match (RFC 9110, section 13).

use crate::problem::ApiError;
use axum::extract::FromRequestParts;
use axum::http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use pos_protocol::Hash;
use pos_protocol::codes::Code;
use std::convert::Infallible;

/// The version of a representation: what its ETag says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version(String);

impl Version {
    /// The version of these bytes: different bytes, another version.
    pub fn of(bytes: &[u8]) -> Version {
        let hash = Hash::of(bytes).to_string();
        Version(format!("\"{}\"", &hash[..32]))
    }

    /// A version as it was written by [`Version::as_str`].
    pub fn kept(text: String) -> Version {
        Version(text)
    }

    /// The ETag, in its quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ETag as a header. It is made of hexadecimal digits, so it always is one.
    pub fn header(&self) -> HeaderValue {
        HeaderValue::try_from(&self.0).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
    }
}

/// What the caller says of the version that it knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    matches: Option<String>,
    none_match: Option<String>,
}

impl Conditions {
    /// Whether the caller has this very version already, so that 304 is all it needs.
    pub fn has(&self, version: &Version) -> bool {
        let known = self.none_match.as_deref();
        known.is_some_and(|known| names(known, version, |tag| tag.trim_start_matches("W/")))
    }

    /// Goes on when the caller names no version or the one that is there; `None` when there is nothing.
    pub fn check(&self, there: Option<&Version>) -> Result<(), ApiError> {
        let failed = |why: &str| Err(ApiError::new(Code::PreconditionFailed, why));
        if let Some(wanted) = &self.matches
            && !there.is_some_and(|there| names(wanted, there, |tag| tag))
        {
            return failed("It is not the version that If-Match names.");
        }
        if self.none_match.is_some() && there.is_some_and(|there| self.has(there)) {
            return failed("It is there already, and If-None-Match says that it should not be.");
        }
        Ok(())
    }

    /// As [`Conditions::check`], where the caller has to name a version.
    pub fn require(&self, there: &Version) -> Result<(), ApiError> {
        if self.matches.is_none() {
            let why = "This change needs If-Match with the ETag that was read.";
            return Err(ApiError::new(Code::PreconditionRequired, why));
        }
        self.check(Some(there))
    }
}

/// Whether a list of tags, or `*`, names `version`.
fn names(list: &str, version: &Version, strong: impl Fn(&str) -> &str) -> bool {
    list.trim() == "*"
        || list
            .split(',')
            .any(|tag| strong(tag.trim()) == version.as_str())
}

impl<S: Sync> FromRequestParts<S> for Conditions {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Conditions, Infallible> {
        Ok(Conditions {
            matches: text(&parts.headers, IF_MATCH),
            none_match: text(&parts.headers, IF_NONE_MATCH),
        })
    }
}

/// A header that is no text names no version of ours.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(value.to_str().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(matches: Option<&str>, none_match: Option<&str>) -> Conditions {
        Conditions {
            matches: matches.map(str::to_owned),
            none_match: none_match.map(str::to_owned),
        }
    }

    #[test]
    fn only_the_version_that_is_there_matches() {
        let (there, other) = (Version::of(b"one"), Version::of(b"two"));
        let list = format!("{}, {}", other.as_str(), there.as_str());
        let weak = format!("W/{}", there.as_str());
        for (matches, none_match, fits) in [
            (None, None, true),
            (Some("*"), None, true),
            (Some(there.as_str()), None, true),
            (Some(list.as_str()), None, true),
            (Some(weak.as_str()), None, false),
            (Some(other.as_str()), None, false),
            (Some(""), None, false),
            (None, Some("*"), false),
            (None, Some(other.as_str()), true),
        ] {
            let asked = asked(matches, none_match);
            assert_eq!(
                asked.check(Some(&there)).is_ok(),
                fits,
                "{matches:?} {none_match:?}"
            );
        }
        assert!(asked(Some("*"), None).check(None).is_err());
        assert!(asked(None, Some("*")).check(None).is_ok());
        assert!(asked(None, Some(&weak)).has(&there));
        let missing = asked(None, None).require(&there).map_err(|e| e.code);
        assert_eq!(missing, Err(Code::PreconditionRequired));
    }
}
