//! Signing in at the real Keycloak and out again, and what keeps a foreign answer from becoming a session.

use crate::support::clock::MovableClock;
use crate::support::office::{Browser, location};
use crate::support::shop::Shop;
use reqwest::header::{ORIGIN, SET_COOKIE};
use reqwest::{Method, StatusCode};
use serde_json::Value;

const IDLE: i64 = 2 * 3600;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_signs_in_and_out() {
    let shop = Shop::open().await;
    let mut ada = Browser::new(&shop);
    let page = ada.load("/admin/queues?sort=x").await;
    assert_eq!(page.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        location(&page),
        "/admin/sign-in?to=/admin/queues%3Fsort%3Dx"
    );

    let back = ada
        .sign_in_at_provider("ada", "/admin/queues%3Fsort%3Dx")
        .await;
    let landed = ada.load(&back).await;
    assert_eq!(landed.status(), StatusCode::OK);
    let session = landed
        .headers()
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .find(|line| line.starts_with("evertill_admin="))
        .expect("a session")
        .to_owned();
    for rule in ["HttpOnly", "SameSite=Strict", "Path=/admin"] {
        assert!(session.contains(rule), "{session}");
    }
    let text = landed.text().await.unwrap();
    assert!(
        text.contains("content=\"0; url=/admin/queues?sort=x\""),
        "{text}"
    );
    assert!(!ada.cookies.contains_key("evertill_sign_in"));

    let me: Value = ada.load("/admin/api/me").await.json().await.unwrap();
    assert_eq!(me["name"], "Ada Lindqvist");
    // The page itself is not built here, which it says to an admin alone.
    let page = ada.load("/admin").await;
    assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text().await.unwrap().contains("npm run build"));

    let foreign = ada.request(Method::POST, "/admin/sign-out");
    let foreign = foreign.header(ORIGIN, "https://evil.example").send().await;
    assert_eq!(foreign.unwrap().status(), StatusCode::FORBIDDEN);
    let out = ada.post("/admin/sign-out").send().await.unwrap();
    assert_eq!(out.status(), StatusCode::OK);
    assert!(out.text().await.unwrap().contains("id_token_hint="));
    assert_eq!(
        ada.load("/admin/api/me").await.status(),
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(shop.count("select count(*) from admin.session").await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_is_finished_once_and_only_by_the_browser_that_began_it() {
    let shop = Shop::open().await;
    let mut ada = Browser::new(&shop);
    let back = ada.sign_in_at_provider("ada", "/admin").await;

    // Another browser is handed the address: it would be signed in as somebody else without knowing.
    let mut other = Browser::new(&shop);
    let refused = other.load(&back).await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert!(other.cookies.is_empty());

    // An answer of another issuer, or of none, uses the attempt up.
    let issuer = back.split('&').find(|part| part.starts_with("iss="));
    let without = back.replace(&format!("&{}", issuer.expect("an issuer")), "");
    let mut mixed = Browser::new(&shop);
    mixed.cookies = ada.cookies.clone();
    let refused = mixed.load(&without).await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert!(
        refused
            .text()
            .await
            .unwrap()
            .contains("does not name its issuer")
    );
    let late = ada.load(&back).await;
    assert_eq!(late.status(), StatusCode::BAD_REQUEST);
    assert_eq!(shop.count("select count(*) from admin.session").await, 0);

    let back = ada.sign_in_at_provider("ada", "//evil.example").await;
    let cookies = ada.cookies.clone();
    let landed = ada.load(&back).await;
    assert!(
        landed
            .text()
            .await
            .unwrap()
            .contains("content=\"0; url=/admin\"")
    );
    ada.cookies = cookies;
    assert_eq!(ada.load(&back).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(shop.count("select count(*) from admin.session").await, 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_ends_when_nobody_uses_it_and_at_the_latest_after_twelve_hours() {
    let clock = MovableClock::new();
    let shop = Shop::open_as(clock.clone(), |_| {}).await;
    let mut ada = Browser::of(&shop, "ada", &["admin"]).await;
    for _ in 0..6 {
        clock.forward(IDLE - 60);
        assert_eq!(ada.load("/admin/api/me").await.status(), StatusCode::OK);
    }
    clock.forward(IDLE - 60);
    let over = ada.load("/admin/api/me").await;
    assert_eq!(over.status(), StatusCode::UNAUTHORIZED);

    let mut idle = Browser::of(&shop, "sam", &["admin"]).await;
    clock.forward(IDLE + 1);
    let over = idle.load("/admin/api/me").await;
    assert_eq!(over.status(), StatusCode::UNAUTHORIZED);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_know_its_address_signs_nobody_in() {
    let shop = Shop::open().await;
    let foreign = reqwest::Client::new().get(format!("{}/admin/sign-in", shop.url));
    let foreign = foreign.header("host", "evil.example").send().await.unwrap();
    assert_eq!(foreign.status(), StatusCode::MISDIRECTED_REQUEST);
    assert!(foreign.text().await.unwrap().contains("PUBLIC_URL"));
    shop.close().await;
}
