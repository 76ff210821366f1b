//! The first admin is named in the settings, until the provider gives them a role.

use crate::support::http::{get, refusal};
use crate::support::issuer::Issuer;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::sync::Arc;
use sync_server::platform::clock::SystemClock;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_the_settings_name_is_an_admin_without_a_role() {
    let issuer = Issuer::start().await;
    let name = issuer.name.clone();
    let shop = Shop::open_as(Arc::new(SystemClock), |settings| {
        settings.oidc_issuer = name;
        settings.first_admin = "olive".to_owned();
    })
    .await;
    let ask = |user: &str, roles: Value| {
        let mut claims = issuer.claims();
        claims["preferred_username"] = json!(user);
        claims["roles"] = roles;
        get(&shop, "/v1/ordering/orders").bearer_auth(issuer.sign(&claims))
    };
    let answer = ask("olive", json!(["offline_access"]))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let forbidden = (StatusCode::FORBIDDEN, Code::Forbidden);
    assert_eq!(refusal(ask("oliver", json!([]))).await, forbidden);
    assert_eq!(refusal(ask("olive", json!(["cashier"]))).await, forbidden);
    shop.close().await;
}
