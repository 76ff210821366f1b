//! Whom an admin has revoked may do nothing here any more, whatever their token or their session still says.

use crate::support::http::{get, keyed, refusal};
use crate::support::issuer::Issuer;
use crate::support::office::Browser;
use crate::support::register::Register;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use pos_protocol::grant::GrantRequest;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use sync_server::platform::clock::SystemClock;

const REVOKED: (StatusCode, Code) = (StatusCode::FORBIDDEN, Code::StaffRevoked);

/// Somebody waits for a lock.
const WAITING: &str = "select exists (select from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database())";

/// Somebody whom a register has seen.
async fn seen(shop: &Shop, subject: &str, revoked: bool) {
    sqlx::query(
        "insert into identity.staff_seen (subject, name, roles, first_seen, last_seen, revoked_by, revoked_at)
         values ($1, $1, '{admin}', now(), now(), case when $2 then 'x' end, case when $2 then now() end)",
    )
    .bind(subject)
    .bind(revoked)
    .execute(shop.db())
    .await
    .unwrap();
}

async fn shop_of(issuer: &Issuer) -> Shop {
    let name = issuer.name.clone();
    Shop::open_as(Arc::new(SystemClock), |settings| {
        settings.oidc_issuer = name
    })
    .await
}

fn token(issuer: &Issuer, subject: &str) -> String {
    let mut claims = issuer.claims();
    claims["sub"] = json!(subject);
    issuer.sign(&claims)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_admin_can_not_even_restore_themselves() {
    let issuer = Issuer::start().await;
    let shop = shop_of(&issuer).await;
    seen(&shop, "one", false).await;
    seen(&shop, "two", false).await;
    let (one, two) = (token(&issuer, "one"), token(&issuer, "two"));
    let because = json!({ "reason": "left" });
    let act = |path: &str, token: &str| {
        let request = keyed(&shop, &format!("/v1/identity/staff/{path}"));
        request.json(&because).bearer_auth(token)
    };
    let revoked = act("two/revoke", &one).send().await.unwrap();
    assert_eq!(revoked.status(), StatusCode::OK);
    for refused in [
        act("two/restore", &two),
        act("one/revoke", &two),
        get(&shop, "/v1/ordering/orders").bearer_auth(&two),
        get(&shop, "/v1/catalog/products").bearer_auth(&two),
        keyed(&shop, "/v1/identity/enrolment-codes").bearer_auth(&two),
    ] {
        assert_eq!(refusal(refused).await, REVOKED);
    }
    let restored = act("two/restore", &one).send().await.unwrap();
    assert_eq!(restored.status(), StatusCode::OK);
    let again = get(&shop, "/v1/catalog/products").bearer_auth(&two);
    assert_eq!(again.send().await.unwrap().status(), StatusCode::OK);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_of_somebody_who_was_revoked_shows_nothing() {
    let shop = Shop::open().await;
    let browser = Browser::of(&shop, "ada", &["admin"]).await;
    let page = |path: &'static str| browser.request(Method::GET, path).send();
    let me = page("/admin/api/me").await.unwrap();
    assert_eq!(me.status(), StatusCode::OK);
    seen(&shop, "ada", true).await;
    for path in ["/admin/api/me", "/admin/api/live"] {
        let request = browser.request(Method::GET, path);
        assert_eq!(refusal(request).await, REVOKED, "{path}");
    }
    let decide = browser.post("/admin/api/parked/1/replay");
    let decide = decide.json(&json!({ "reason": "why not" }));
    assert_eq!(refusal(decide).await, REVOKED);
    let page = page("/admin").await.unwrap();
    assert_eq!(page.status(), StatusCode::FORBIDDEN);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revocation_waits_for_a_grant_that_is_under_way() {
    let issuer = Issuer::start().await;
    let shop = shop_of(&issuer).await;
    seen(&shop, "two", false).await;
    let device = Register::enrolled(&shop).await.token(&shop).await;
    let mut hold = shop.db().begin().await.unwrap();
    sqlx::raw_sql(
        "set local idle_in_transaction_session_timeout = '1min'; lock table identity.issued_grant in share mode",
    )
    .execute(&mut *hold)
    .await
    .unwrap();
    let grant = keyed(&shop, "/v1/devices/grant")
        .bearer_auth(&device)
        .json(&GrantRequest {
            access_token: token(&issuer, "two"),
        });
    let grant = tokio::spawn(grant.send());
    shop.until(WAITING).await;
    let revoke = keyed(&shop, "/v1/identity/staff/two/revoke")
        .bearer_auth(token(&issuer, "one"))
        .json(&json!({}));
    let mut revoke = tokio::spawn(revoke.send());
    let early = tokio::time::timeout(Duration::from_millis(700), &mut revoke).await;
    assert!(early.is_err(), "it overtook the grant");
    hold.rollback().await.unwrap();
    let (granted, revoked) = (grant.await.unwrap(), revoke.await.unwrap());
    assert_eq!(granted.unwrap().status(), StatusCode::OK);
    assert_eq!(revoked.unwrap().status(), StatusCode::OK);
    shop.close().await;
}
