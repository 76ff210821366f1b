//! A member of staff at the login page, without a browser: the authorization code flow with PKCE, each step by hand.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use pos_stack::StaffUser;
use reqwest::Url;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::error::{ReplayError, during};

const SIGNING_IN: &str = "signing in at the identity provider";
/// Where the provider sends the browser back to. Nobody listens there: the answer is read from the redirect itself.
const CALLBACK: &str = "http://127.0.0.1:49152/callback";

#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
}

/// Signs `user` in and returns the access token.
///
/// # Errors
/// When the provider does not give one.
pub fn sign_in(issuer: &str, client_id: &str, user: &StaffUser) -> Result<String, ReplayError> {
    let http = Client::builder()
        .redirect(Policy::none())
        .build()
        .map_err(during(SIGNING_IN))?;
    let found: Discovery = sent(http.get(format!("{issuer}/.well-known/openid-configuration")))?
        .json()
        .map_err(during(SIGNING_IN))?;
    let (verifier, state, nonce) = (random()?, random()?, random()?);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier));
    let page = [
        ("response_type", "code"),
        ("client_id", client_id),
        ("redirect_uri", CALLBACK),
        ("scope", "openid"),
        ("state", state.as_str()),
        ("nonce", &nonce),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    let page =
        Url::parse_with_params(&found.authorization_endpoint, page).map_err(during(SIGNING_IN))?;
    let page = sent(http.get(page))?;
    let cookies = cookies(&page);
    let action = form_action(&page.text().map_err(during(SIGNING_IN))?)?;
    let fields = [
        ("username", user.username.as_str()),
        ("password", &user.password),
        ("credentialId", ""),
    ];
    let answer = sent(form(http.post(action).header(COOKIE, cookies), &fields)?)?;
    let code = code_of(&answer, &state, &found.issuer)?;
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", client_id),
        ("redirect_uri", CALLBACK),
        ("code", &code),
        ("code_verifier", &verifier),
    ];
    let tokens: Tokens = sent(form(http.post(&found.token_endpoint), &fields)?)?
        .json()
        .map_err(during(SIGNING_IN))?;
    Ok(tokens.access_token)
}

fn sent(request: RequestBuilder) -> Result<Response, ReplayError> {
    let answer = request.send().map_err(during(SIGNING_IN))?;
    let status = answer.status();
    if status.is_client_error() || status.is_server_error() {
        return Err(ReplayError::wrong(
            SIGNING_IN,
            format!("{} answered {status}", answer.url().path()),
        ));
    }
    Ok(answer)
}

/// The request with `fields` in its body, as a browser sends a form.
fn form(request: RequestBuilder, fields: &[(&str, &str)]) -> Result<RequestBuilder, ReplayError> {
    let encoded = Url::parse_with_params("form:", fields).map_err(during(SIGNING_IN))?;
    let body = encoded.query().unwrap_or_default().to_owned();
    Ok(request
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body))
}

fn random() -> Result<String, ReplayError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(during("asking the system for random bytes"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What a browser would send back. The provider marks its cookies `Secure`; on this machine's own address browsers take them all the same.
fn cookies(page: &Response) -> String {
    let set = page
        .headers()
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let pairs: Vec<&str> = set.filter_map(|cookie| cookie.split(';').next()).collect();
    pairs.join("; ")
}

fn form_action(page: &str) -> Result<Url, ReplayError> {
    let action = page.split("<form").skip(1).find_map(|form| {
        let tag = form.split('>').next()?;
        let (_, rest) = tag.split_once("action=\"")?;
        Url::parse(&rest.split('"').next()?.replace("&amp;", "&")).ok()
    });
    action.ok_or_else(|| ReplayError::wrong(SIGNING_IN, "the login page has no form"))
}

fn code_of(answer: &Response, state: &str, issuer: &str) -> Result<String, ReplayError> {
    let wrong = |reason: &str| ReplayError::wrong(SIGNING_IN, reason);
    let target = answer
        .headers()
        .get(LOCATION)
        .and_then(|value| value.to_str().ok());
    let target = target
        .and_then(|text| Url::parse(text).ok())
        .ok_or_else(|| wrong("the login was not accepted"))?;
    let pairs: BTreeMap<_, _> = target.query_pairs().into_owned().collect();
    if pairs.get("state").map(String::as_str) != Some(state) {
        return Err(wrong("the answer belongs to another request"));
    }
    if pairs.get("iss").is_some_and(|named| named != issuer) {
        return Err(wrong("the answer comes from another issuer"));
    }
    pairs
        .get("code")
        .cloned()
        .ok_or_else(|| wrong("there is no code in the answer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_action_is_found() {
        let page = "<html><form id=\"search\"></form>\n<form id=\"kc-form-login\" onsubmit=\"x\" \
                    action=\"http://127.0.0.1:1/a?x=1&amp;y=2\" method=\"post\"><input></form>";
        assert_eq!(
            form_action(page).expect("there is one").as_str(),
            "http://127.0.0.1:1/a?x=1&y=2"
        );
        assert!(form_action("<p>cookie_not_found</p>").is_err());
    }
}
