//! Staff are whom the sign-in provider says they are: every check of a token, one at a time.

use crate::support::clock::MovableClock;
use crate::support::http::{keyed, problem, refusal};
use crate::support::issuer::{Issuer, token};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{EncodingKey, Header};
use pos_protocol::codes::Code;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;
use sync_server::platform::clock::SystemClock;

fn ask(shop: &Shop, token: &str) -> RequestBuilder {
    keyed(shop, "/v1/identity/enrolment-codes").bearer_auth(token)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_wrong_in_one_thing_is_refused() {
    let issuer = Issuer::start().await;
    let name = issuer.name.clone();
    let shop = Shop::open_as(Arc::new(SystemClock), |settings| {
        settings.oidc_issuer = name
    })
    .await;
    let good = issuer.claims();
    let now = good["iat"].as_i64().unwrap();
    let with = |field: &str, value: Value| {
        let mut claims = good.clone();
        claims[field] = value;
        issuer.sign(&claims)
    };
    let without = |field: &str| {
        let mut claims = good.clone();
        claims.as_object_mut().unwrap().remove(field);
        issuer.sign(&claims)
    };
    let signed = issuer.sign(&good);
    let part = |place: usize| signed.split('.').nth(place).unwrap();
    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","kid":"one"}"#);
    let shared = Header {
        kid: Some("one".to_owned()),
        ..Header::default()
    };
    let shared = jsonwebtoken::encode(&shared, &good, &EncodingKey::from_secret(b"one")).unwrap();

    let unauthorized = (StatusCode::UNAUTHORIZED, Code::StaffUnauthorized);
    let forbidden = (StatusCode::FORBIDDEN, Code::Forbidden);
    let cases = [
        ("no token at all", "nonsense".to_owned(), unauthorized),
        (
            "another issuer",
            with("iss", json!("http://127.0.0.1:1")),
            unauthorized,
        ),
        ("no issuer", without("iss"), unauthorized),
        (
            "another audience",
            with("aud", json!("account")),
            unauthorized,
        ),
        ("no audience", without("aud"), unauthorized),
        ("expired", with("exp", json!(now - 31)), unauthorized),
        ("no expiry", without("exp"), unauthorized),
        ("not valid yet", with("nbf", json!(now + 60)), unauthorized),
        ("no subject", without("sub"), unauthorized),
        (
            "signed by nobody",
            format!("{none}.{}.", part(1)),
            unauthorized,
        ),
        (
            "signature of another token",
            format!(
                "{}.{}.{}",
                part(0),
                part(1),
                with("sub", json!("x")).split('.').nth(2).unwrap()
            ),
            unauthorized,
        ),
        (
            "signed by another key",
            token(&[7; 32], "one", &good),
            unauthorized,
        ),
        (
            "signed by an unknown key",
            token(&[7; 32], "two", &good),
            unauthorized,
        ),
        ("signed with a shared secret", shared, unauthorized),
        ("no roles", without("roles"), forbidden),
        (
            "another role",
            with("roles", json!(["cashier", "Admin"])),
            forbidden,
        ),
    ];
    for (case, token, expected) in cases {
        assert_eq!(refusal(ask(&shop, &token)).await, expected, "{case}");
    }
    assert_eq!(
        shop.count("select count(*) from identity.enrolment_code")
            .await,
        0
    );
    assert!(
        ask(&shop, &signed)
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn known_keys_outlive_the_provider_and_unknown_ones_wait_for_it() {
    let mut issuer = Issuer::start().await;
    let name = issuer.name.clone();
    let shop = Shop::open_as(Arc::new(SystemClock), |settings| {
        settings.oidc_issuer = name.clone()
    })
    .await;
    let late = Shop::open_as(Arc::new(SystemClock), |settings| {
        settings.oidc_issuer = name
    })
    .await;
    let token = issuer.sign(&issuer.claims());
    assert!(
        ask(&shop, &token)
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );

    issuer.stop().await;
    assert!(
        ask(&shop, &token)
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
    let answer = ask(&late, &token).send().await.unwrap();
    assert!(answer.headers().contains_key("retry-after"));
    assert_eq!(
        problem(answer).await,
        (StatusCode::SERVICE_UNAVAILABLE, Code::Unavailable)
    );
    shop.close().await;
    late.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keycloaks_own_tokens_are_checked_the_same_way() {
    let clock = MovableClock::new();
    let shop = Shop::open_as(clock.clone(), |_| {}).await;
    let stranger = Shop::open_as(Arc::new(SystemClock), |settings| {
        settings.oidc_audience = "another-server".to_owned();
    })
    .await;
    let token = access_token("ada").await;
    let refused = (StatusCode::UNAUTHORIZED, Code::StaffUnauthorized);
    assert!(
        ask(&shop, &token)
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
    assert_eq!(refusal(ask(&stranger, &token)).await, refused);
    let mut altered = token.clone();
    altered.replace_range(token.len() - 20..token.len() - 16, "AAAA");
    assert_eq!(refusal(ask(&shop, &altered)).await, refused);
    clock.forward(3600);
    assert_eq!(refusal(ask(&shop, &token)).await, refused);
    shop.close().await;
    stranger.close().await;
}
