//! The two cookies: the session's, and that of a sign-in under way. No script can read either.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// Holds the session's id. Strict: a request that another site causes doesn't carry it.
const SESSION: &str = "evertill_admin";
/// Holds the state of a sign-in. Lax, because the provider's redirect, which comes from another site, must carry it.
const SIGN_IN: &str = "evertill_sign_in";

/// The session's id, if the browser has one.
pub(super) fn session(headers: &HeaderMap) -> Option<&str> {
    value(headers, SESSION)
}

/// The state of the sign-in that this browser began.
pub(super) fn sign_in(headers: &HeaderMap) -> Option<&str> {
    value(headers, SIGN_IN)
}

/// Gives the browser its session. It ends with the browser, or when the server says so.
pub(super) fn set_session(id: &str, secure: bool) -> Option<HeaderValue> {
    set(SESSION, id, "Path=/admin; SameSite=Strict", secure)
}

/// Takes the session away.
pub(super) fn clear_session(secure: bool) -> Option<HeaderValue> {
    set(
        SESSION,
        "",
        "Path=/admin; SameSite=Strict; Max-Age=0",
        secure,
    )
}

/// Gives the browser the state of its sign-in.
pub(super) fn set_sign_in(state: &str, secure: bool) -> Option<HeaderValue> {
    let rules = "Path=/admin/callback; SameSite=Lax; Max-Age=600";
    set(SIGN_IN, state, rules, secure)
}

/// Takes it away.
pub(super) fn clear_sign_in(secure: bool) -> Option<HeaderValue> {
    let rules = "Path=/admin/callback; SameSite=Lax; Max-Age=0";
    set(SIGN_IN, "", rules, secure)
}

fn set(name: &str, value: &str, rules: &str, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::try_from(format!("{name}={value}; {rules}; HttpOnly{secure}")).ok()
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(named, value)| *named == name && !value.is_empty())
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        let line = HeaderValue::from_static("xevertill_admin=no; evertill_admin=yes;other=1");
        headers.insert(COOKIE, line);
        assert_eq!(session(&headers), Some("yes"));
        assert_eq!(sign_in(&headers), None);
        headers.insert(COOKIE, HeaderValue::from_static("evertill_admin="));
        assert_eq!(session(&headers), None);
    }

    #[test]
    fn a_session_is_strict_hidden_from_scripts_and_secure_where_it_can_be() {
        let header = |secure| set_session("id", secure).expect("a header");
        let plain = header(false);
        assert_eq!(
            plain,
            "evertill_admin=id; Path=/admin; SameSite=Strict; HttpOnly"
        );
        assert!(
            header(true)
                .to_str()
                .is_ok_and(|text| text.ends_with("; Secure"))
        );
    }
}
