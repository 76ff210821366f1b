//! Where browsers find this server, and whether a request came from a page that it served.

use crate::config::Settings;
use axum::http::header::HOST;
use axum::http::{HeaderMap, Uri};
use reqwest::Url;

/// The address at which browsers find the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    url: Url,
}

impl Place {
    /// As the setting says; without one, the host that was asked for, if that is this very machine. Any other host would
    /// be the caller's own claim.
    pub fn of(settings: &Settings, headers: &HeaderMap) -> Option<Place> {
        let url = if settings.public_url.is_empty() {
            let host = headers.get(HOST)?.to_str().ok()?;
            let named: Uri = format!("http://{host}/").parse().ok()?;
            let here = ["127.0.0.1", "localhost", "[::1]"];
            if !here.contains(&named.host()?) {
                return None;
            }
            format!("http://{host}/").parse().ok()?
        } else {
            settings.public_url.parse::<Url>().ok()?
        };
        ["http", "https"]
            .contains(&url.scheme())
            .then_some(Place { url })
    }

    /// The address of one of its pages.
    pub fn address(&self, path: &str) -> String {
        let mut url = self.url.clone();
        url.set_path(path);
        url.set_query(None);
        url.into()
    }

    /// Whether it is reached over TLS.
    pub fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether the browser says that one of this server's own pages made the request. Every browser names the origin of
    /// a POST, and says `same-origin` where it also tells how the two sites are related.
    pub fn is_own(&self, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let origin = self.url.origin().ascii_serialization();
        text("origin") == Some(&origin)
            && text("sec-fetch-site").is_none_or(|site| site == "same-origin")
    }
}

/// A path of the admins' page, or its first one: nobody is sent anywhere else after signing in.
pub(super) fn own_path(wished: Option<&str>) -> &str {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-_.?=&%,".contains(&b);
    match wished {
        Some(path)
            if (path == "/admin" || path.starts_with("/admin/") || path.starts_with("/admin?"))
                && !path.contains("//")
                && !path.contains("..")
                && path.bytes().all(plain) =>
        {
            path
        }
        _ => "/admin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let name = axum::http::HeaderName::from_static(name);
            (name, HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    fn place(url: &str) -> Place {
        Place {
            url: url.parse().expect("an address"),
        }
    }

    #[test]
    fn only_this_servers_own_pages_are_its_own() {
        let here = place("https://till.example:8470");
        let origin = ("origin", "https://till.example:8470");
        assert!(here.is_own(&headers(&[origin])));
        assert!(here.is_own(&headers(&[origin, ("sec-fetch-site", "same-origin")])));
        for foreign in [
            headers(&[]),
            headers(&[("sec-fetch-site", "same-origin")]),
            headers(&[("origin", "null")]),
            headers(&[("origin", "https://till.example")]),
            headers(&[("origin", "http://till.example:8470")]),
            headers(&[origin, ("sec-fetch-site", "same-site")]),
        ] {
            assert!(!here.is_own(&foreign), "{foreign:?}");
        }
    }

    #[test]
    fn nobody_is_sent_elsewhere_after_signing_in() {
        for (wished, want) in [
            (
                Some("/admin/queues?sort=waiting"),
                "/admin/queues?sort=waiting",
            ),
            (Some("/admin"), "/admin"),
            (Some("/administrator"), "/admin"),
            (Some("/admin/../v1/hello"), "/admin"),
            (Some("//evil.example/admin"), "/admin"),
            (Some("https://evil.example/admin"), "/admin"),
            (Some("/admin//evil.example"), "/admin"),
            (Some("/admin/\"><b>"), "/admin"),
            (None, "/admin"),
        ] {
            assert_eq!(own_path(wished), want, "{wished:?}");
        }
    }
}
