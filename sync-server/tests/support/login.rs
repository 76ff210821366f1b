//! A scripted sign-in at the real Keycloak: the pages that a person sees, fetched and filled in over HTTP.
//!
//! The login cookies are `Secure`. Browsers send them to 127.0.0.1, plain HTTP clients don't, so they are carried by hand.

use super::shop::setting;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Response, Url, redirect};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

const REDIRECT: &str = "http://127.0.0.1:9/callback";
const CLIENT: &str = "evertill-register";

/// Tokens that this run of the tests has already got, and since when: a sign-in costs Keycloak a slow hash.
static TOKENS: Mutex<Option<HashMap<String, (Instant, String)>>> = Mutex::const_new(None);

/// How long a token is used. It is good for five minutes, of which a slow test may need some.
const FRESH: Duration = Duration::from_secs(90);

/// A fresh enough access token of `username`.
pub async fn access_token(username: &str) -> String {
    let mut tokens = TOKENS.lock().await;
    let tokens = tokens.get_or_insert_default();
    if let Some((since, token)) = tokens.get(username)
        && since.elapsed() < FRESH
    {
        return token.clone();
    }
    let token = sign_in(&setting("OIDC_ISSUER"), username).await;
    tokens.insert(username.to_owned(), (Instant::now(), token.clone()));
    token
}

fn password(username: &str) -> String {
    let staff = std::fs::read_to_string(setting("EVERTILL_STAFF")).unwrap();
    let staff: Value = serde_json::from_str(&staff).unwrap();
    let users = staff["users"].as_array().unwrap();
    let user = users.iter().find(|user| user["username"] == username);
    user.unwrap()["password"].as_str().unwrap().to_owned()
}

/// Signs in with authorization code and PKCE, and answers with the access token.
async fn sign_in(issuer: &str, username: &str) -> String {
    let http = Client::builder()
        .redirect(redirect::Policy::none())
        .build()
        .unwrap();
    let discovery = format!("{issuer}/.well-known/openid-configuration");
    let discovery: Value = http
        .get(discovery)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let endpoint = |name: &str| discovery[name].as_str().unwrap().to_owned();

    let mut secret = [0; 32];
    getrandom::fill(&mut secret).unwrap();
    let verifier = URL_SAFE_NO_PAD.encode(secret);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    let address = Url::parse_with_params(
        &endpoint("authorization_endpoint"),
        [
            ("client_id", CLIENT),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT),
            ("scope", "openid"),
            ("state", "test"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ],
    )
    .unwrap();
    let back = fill_in(&http, address.as_str(), username).await;
    let back = Url::parse(&back).unwrap();
    let given: BTreeMap<_, _> = back.query_pairs().collect();
    assert_eq!(given["iss"], issuer);

    let answer = http
        .post(endpoint("token_endpoint"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(encoded(&[
            ("grant_type", "authorization_code"),
            ("code", &given["code"]),
            ("redirect_uri", REDIRECT),
            ("client_id", CLIENT),
            ("code_verifier", &verifier),
        ]))
        .send()
        .await
        .unwrap();
    let answer: Value = answer.json().await.unwrap();
    answer["access_token"].as_str().expect("a token").to_owned()
}

/// Fills the login page at `address` in; answers with where the provider sends the browser then.
pub async fn fill_in(http: &Client, address: &str, username: &str) -> String {
    let page = http.get(address).send().await.unwrap();
    let cookies = cookies(&page);
    let form = form_action(&page.text().await.unwrap());
    let sent = http
        .post(form)
        .header(COOKIE, cookies)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(encoded(&[
            ("username", username),
            ("password", &password(username)),
        ]))
        .send()
        .await
        .unwrap();
    let back = sent.headers().get(LOCATION).expect("a redirect back");
    back.to_str().unwrap().to_owned()
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let url = Url::parse_with_params("http://form", fields).unwrap();
    url.query().unwrap().to_owned()
}

fn cookies(page: &Response) -> String {
    let set = page.headers().get_all(SET_COOKIE).iter();
    set.filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
        .collect::<Vec<_>>()
        .join("; ")
}

/// Where the login page's form goes.
fn form_action(page: &str) -> String {
    let form = &page[page.find("id=\"kc-form-login\"").expect("a login form")..];
    let action = &form[form.find("action=\"").expect("an action") + 8..];
    let action = &action[..action.find('"').expect("its end")];
    action.replace("&amp;", "&")
}
