//! An admin revokes staff and registers; registers hear of it, and what was sold meanwhile is booked and flagged.

use crate::support::http::{keyed, post, refusal};
use crate::support::journal::{Till, mug};
use crate::support::login::access_token;
use crate::support::register::Register;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use pos_protocol::entry::StaffRef;
use pos_protocol::grant::GrantRequest;
use pos_protocol::sync::Fate;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};

async fn act(shop: &Shop, who: &str, path: &str) -> RequestBuilder {
    let token = access_token(who).await;
    let because = json!({ "reason": "left the shop" });
    keyed(shop, &format!("/v1/identity/{path}"))
        .bearer_auth(token)
        .json(&because)
}

async fn done(request: RequestBuilder) -> Value {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

/// Carol signs in on a register; her subject.
async fn carol(shop: &Shop) -> String {
    let device = Register::enrolled(shop).await.token(shop).await;
    let request = grant(shop, &device, "carol").await;
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
    sqlx::query_scalar("select subject from identity.staff_seen where name = 'Carol Dean'")
        .fetch_one(shop.db())
        .await
        .unwrap()
}

async fn grant(shop: &Shop, device: &str, who: &str) -> RequestBuilder {
    let access_token = access_token(who).await;
    post(shop, "/v1/devices/grant")
        .bearer_auth(device)
        .json(&GrantRequest { access_token })
}

async fn audit(shop: &Shop) -> Vec<(String, String, String)> {
    sqlx::query_as("select action, target, reason from identity.audit order by id")
        .fetch_all(shop.db())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn revoked_staff_get_no_grant_and_every_register_hears_of_it() {
    let shop = Shop::open().await;
    let subject = carol(&shop).await;
    let mut till = Till::enrolled(&shop).await;
    let nobody: Option<Vec<String>> = Some(vec![]);
    assert_eq!(till.held(vec![]).await.revoked_staff, nobody);

    let revoke = format!("staff/{subject}/revoke");
    let answer = done(act(&shop, "ada", &revoke).await).await;
    assert_eq!(answer, json!({ "subject": subject, "revoked": true }));
    done(act(&shop, "ada", &revoke).await).await;
    let named = Some(vec![subject.clone()]);
    assert_eq!(till.held(vec![]).await.revoked_staff, named);
    let entries = [till.begin()];
    assert_eq!(till.push(&entries).await.revoked_staff, named);
    let device = Register::enrolled(&shop).await.token(&shop).await;
    let refused = refusal(grant(&shop, &device, "carol").await).await;
    assert_eq!(refused, (StatusCode::FORBIDDEN, Code::StaffRevoked));

    let restore = format!("staff/{subject}/restore");
    done(act(&shop, "ada", &restore).await).await;
    assert_eq!(till.held(vec![]).await.revoked_staff, nobody);
    let request = grant(&shop, &device, "carol").await;
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
    let acts = audit(&shop).await;
    let row = |action: &str| {
        (
            action.to_owned(),
            subject.clone(),
            "left the shop".to_owned(),
        )
    };
    assert_eq!(
        acts,
        [row("staff.revoked"), row("staff.restored")],
        "each once"
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_revoked_or_expired_staff_sold_is_booked_and_flagged() {
    let shop = Shop::open().await;
    let subject = carol(&shop).await;
    done(act(&shop, "ada", &format!("staff/{subject}/revoke")).await).await;
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin(), till.order(&mug())];
    till.next.grant_expired = true;
    entries.push(till.order(&mug()));
    let name = "Carol Dean".to_owned();
    till.next.staff = Some(StaffRef { id: subject, name });
    entries.push(till.order(&mug()));
    till.next.grant_expired = false;
    entries.push(till.order(&mug()));
    let answer = till.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    let flags: Vec<Vec<String>> =
        sqlx::query_scalar("select flags from ordering.orders order by seq")
            .fetch_all(shop.db())
            .await
            .unwrap();
    let want: [&[&str]; 4] = [
        &[],
        &["grant_expired"],
        &["grant_expired", "staff_revoked"],
        &["staff_revoked"],
    ];
    assert_eq!(flags, want);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_register_delivers_into_quarantine_and_signs_nobody_in() {
    let shop = Shop::open().await;
    let register = Register::enrolled(&shop).await;
    let path = format!("registers/{}/revoke", register.id);
    done(act(&shop, "ada", &path).await).await;
    done(act(&shop, "ada", &path).await).await;
    let device = register.token(&shop).await;
    let refused = refusal(grant(&shop, &device, "sam").await).await;
    assert_eq!(refused, (StatusCode::FORBIDDEN, Code::RegisterRevoked));
    let mut till = Till::enrolled(&shop).await;
    done(act(&shop, "ada", &format!("registers/{}/revoke", till.register)).await).await;
    let entries = [till.begin()];
    let verdicts = till.push(&entries).await.verdicts;
    assert_eq!(
        (verdicts[0].fate, verdicts[0].code),
        (Fate::Quarantined, Some(Code::RegisterRevoked))
    );
    assert_eq!(audit(&shop).await.len(), 2);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_acts_are_refused_and_change_nothing() {
    let shop = Shop::open().await;
    let subject = carol(&shop).await;
    let revoke = format!("staff/{subject}/revoke");
    let unauthorised = keyed(&shop, &format!("/v1/identity/{revoke}")).json(&json!({}));
    let long = json!({ "reason": "x".repeat(501) });
    let odd = json!({ "reason": "a\u{0}b" });
    let keyless = post(&shop, &format!("/v1/identity/{revoke}"))
        .bearer_auth(access_token("ada").await)
        .json(&json!({}));
    let ada = Register::enrolled(&shop).await.token(&shop).await;
    let ada = grant(&shop, &ada, "ada").await.send().await.unwrap();
    assert_eq!(ada.status(), StatusCode::OK);
    let ada: String =
        sqlx::query_scalar("select subject from identity.staff_seen where subject <> $1")
            .bind(&subject)
            .fetch_one(shop.db())
            .await
            .unwrap();
    // The server's own register, which its first order makes.
    sqlx::query(
        "insert into identity.register (id, store_id, code, name, enrolled_at)
         select $1, id, 'api', 'api', now() from identity.store",
    )
    .bind(uuid::Uuid::max())
    .execute(shop.db())
    .await
    .unwrap();
    let cases = [
        (
            keyless,
            StatusCode::BAD_REQUEST,
            Code::IdempotencyKeyMissing,
        ),
        (
            act(&shop, "ada", &format!("staff/{ada}/revoke")).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            Code::InvalidRequest,
        ),
        (
            act(
                &shop,
                "ada",
                &format!("registers/{}/revoke", uuid::Uuid::max()),
            )
            .await,
            StatusCode::UNPROCESSABLE_ENTITY,
            Code::InvalidRequest,
        ),
        (
            unauthorised,
            StatusCode::UNAUTHORIZED,
            Code::StaffUnauthorized,
        ),
        (
            act(&shop, "sam", &revoke).await,
            StatusCode::FORBIDDEN,
            Code::Forbidden,
        ),
        (
            act(&shop, "carol", &revoke).await,
            StatusCode::FORBIDDEN,
            Code::Forbidden,
        ),
        (
            act(&shop, "ada", "staff/nobody/revoke").await,
            StatusCode::NOT_FOUND,
            Code::NotFound,
        ),
        (
            act(&shop, "ada", "registers/1/revoke").await,
            StatusCode::NOT_FOUND,
            Code::NotFound,
        ),
        (
            act(
                &shop,
                "ada",
                &format!("registers/{}/revoke", uuid::Uuid::nil()),
            )
            .await,
            StatusCode::NOT_FOUND,
            Code::NotFound,
        ),
        (
            act(&shop, "ada", &revoke).await.json(&long),
            StatusCode::UNPROCESSABLE_ENTITY,
            Code::InvalidRequest,
        ),
        (
            act(&shop, "ada", &revoke).await.json(&odd),
            StatusCode::UNPROCESSABLE_ENTITY,
            Code::InvalidRequest,
        ),
    ];
    for (i, (request, status, code)) in cases.into_iter().enumerate() {
        assert_eq!(refusal(request).await, (status, code), "case {i}");
    }
    let changed = "select (select count(*) from identity.audit)
        + (select count(*) from identity.staff_seen where revoked_at is not null)
        + (select count(*) from identity.register where revoked_at is not null)";
    assert_eq!(shop.count(changed).await, 0);
    shop.close().await;
}
